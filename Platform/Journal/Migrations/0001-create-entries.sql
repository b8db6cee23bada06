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
    primary key (tenant, sequence)
) /* clustered */;
create index journal_entries_in_order on journal_entries (sequence);
create index journal_entries_by_subject on journal_entries (tenant, subject, sequence);
create table journal_checkpoints (
    subscriber text not null primary key,
    sequence bigint not null
);
