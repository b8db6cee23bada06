-- Legal events of the journal, sealed beside receipts and papers. Their numbers come from the one
-- queue of the log. `tenant` is whom the event concerns; `fields` is what was hashed, in order.
create table proofs_events (
    tenant text not null,
    number bigint not null,
    entry bigint not null,
    at bigint not null,
    kind text not null,
    subject text not null,
    fields text not null,
    primary key (tenant, number)
);
create index proofs_events_by_number on proofs_events (number);
