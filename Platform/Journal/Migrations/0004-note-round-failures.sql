-- Rows that a background round could not do, with when they are tried again. A round is named by
-- whoever goes it; the tenant is whose row it is.
create table journal_round_failures (
    tenant text not null,
    round text not null,
    subject text not null,
    since bigint not null,
    next_at bigint not null,
    attempts bigint not null,
    trouble text not null,
    primary key (tenant, round, subject)
);
create index journal_round_failures_of on journal_round_failures (round, next_at);
