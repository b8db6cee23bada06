-- What programs try out: kept apart from everything real, read by nobody but the enterprise that
-- sent it, and removed after some days. No message is kept, only keyed digests of it and of its
-- fields: there is no personal data in it. `answer` is null while the sender is told to come again.
create table declarations_sandbox_messages (
    tenant text not null,
    type text not null,
    guid text not null,
    digest bytea not null,
    fields bytea not null,
    tries bigint not null,
    answer bytea,
    at bigint not null,
    primary key (tenant, type, guid)
);
create index declarations_sandbox_messages_by_time on declarations_sandbox_messages (at);

-- Receipts with the moment from which they can be seen: `sequence` grows with it.
create table declarations_sandbox_receipts (
    tenant text not null,
    sequence bigint not null,
    at bigint not null,
    request text not null,
    number text not null,
    type text not null,
    subject text not null,
    status bigint not null,
    info text not null,
    body bytea not null,
    primary key (tenant, sequence)
);
create index declarations_sandbox_receipts_by_number
    on declarations_sandbox_receipts (tenant, number, request, sequence);
create index declarations_sandbox_receipts_by_subject
    on declarations_sandbox_receipts (tenant, subject, sequence);
create index declarations_sandbox_receipts_by_time on declarations_sandbox_receipts (at);

-- Documents an enterprise has sent in a day: emptying the sandbox does not give it the day anew.
create table declarations_sandbox_days (
    tenant text not null,
    day text not null,
    documents bigint not null,
    primary key (tenant, day)
);
create index declarations_sandbox_days_by_day on declarations_sandbox_days (day);
