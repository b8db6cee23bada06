-- The journal: one row per state change, written in the same transaction as the change.
create table journal_entries (
    tenant text not null,
    sequence bigint not null,
    at bigint not null,
    actor text not null,
    subject_type text not null,
    subject text not null,
    kind text not null,
    payload text not null,
    cause bigint,
    citation text,
    timeline bigint not null check (timeline in (0, 1)),
    primary key (sequence, tenant)
) /* clustered */;
-- The rows lie in the order of all of them, so that every commit writes at one end only.
create index journal_entries_of_tenant on journal_entries (tenant, sequence);
create index journal_entries_by_subject on journal_entries (tenant, subject, sequence)
    where timeline = 1;
create table journal_checkpoints (
    subscriber text not null primary key,
    sequence bigint not null
);
