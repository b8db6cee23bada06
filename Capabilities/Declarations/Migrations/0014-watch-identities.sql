-- What an identity was used with: keyed hashes only, of the person (tenant) and of telephone,
-- address, consignee, account and payer. One row for each pair, however often it is used.
create table declarations_identity_marks (
    tenant text not null,
    kind text not null,
    mark text not null,
    last_at bigint not null,
    -- An officer has looked at it: 'cleared' counts no more, 'blocked' is refused.
    standing text not null,
    -- 1 where other persons with the same mark are counted; a name is nobody's own.
    counted bigint not null check (counted in (0, 1)),
    primary key (tenant, kind, mark)
) /* clustered */;
create index declarations_identity_marks_by_mark
    on declarations_identity_marks (kind, mark, last_at) where counted = 1;

-- The lists of a person (tenant), for the person: so few that they need no index besides.
create table declarations_identity_lists (
    tenant text not null,
    pre_no text not null,
    declarant text not null,
    -- Keyed hash of the order's number, by which a person shows who he is.
    order_mark text not null,
    at bigint not null,
    primary key (tenant, pre_no)
) /* clustered */;

-- What an officer has to look into: what the rules found, and what a person reports.
create table declarations_identity_cases (
    tenant text not null,
    number text not null,
    kind text not null,
    pre_no text not null,
    declarant text not null,
    district text not null,
    at bigint not null,
    findings text not null,
    state text not null,
    decided_at bigint,
    decided_by text,
    reason text not null,
    primary key (tenant, number)
);
create index declarations_identity_cases_by_list on declarations_identity_cases (pre_no);
create index declarations_identity_cases_open on declarations_identity_cases (district, at)
    where state = 'open';
create index declarations_identity_cases_decided on declarations_identity_cases (district, at)
    where state <> 'open';
create index declarations_identity_cases_by_number on declarations_identity_cases (number);

-- Wrong answers of a day to the question whether somebody is a person.
create table declarations_identity_attempts (
    tenant text not null,
    day text not null,
    failed bigint not null,
    primary key (tenant, day)
) /* clustered */;
create index declarations_identity_attempts_by_day on declarations_identity_attempts (day);
