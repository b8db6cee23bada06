-- Messages that wait to be sent to a far side. The tenant is the enterprise that transmitted; the
-- message lies in declarations_messages unless it had to be written anew. State 0 waits, 1 was
-- taken by the far side, 2 was refused there, 3 was answered there and could not be noted here:
-- `said` is then why it was refused, null where it was taken. Words of a far side are encrypted.
create table declarations_relay_outbox (
    tenant text not null,
    id bigint not null,
    far text not null,
    type text not null,
    guid text not null,
    cop_msg_id text not null,
    dxp_id text not null,
    lanes text not null,
    created_at bigint not null,
    state bigint not null,
    attempts bigint not null,
    next_at bigint not null,
    done_at bigint,
    trouble bytea,
    said bytea,
    body bytea,
    primary key (id, tenant)
);
create index declarations_relay_waiting on declarations_relay_outbox (far, next_at, id)
    where state = 0;
create index declarations_relay_unnoted on declarations_relay_outbox (far, next_at, id)
    where state = 3;
create index declarations_relay_refused on declarations_relay_outbox (far, id) where state = 2;
create index declarations_relay_by_number on declarations_relay_outbox (cop_msg_id, tenant);

-- What waiting messages are about: whoever shares a lane with an older one waits for it.
create table declarations_relay_lanes (
    far text not null,
    lane text not null,
    id bigint not null,
    tenant text not null,
    primary key (far, lane, id, tenant)
) /* clustered */;
create index declarations_relay_lanes_of on declarations_relay_lanes (id, tenant, lane);

-- Senders whom a far side does not let in: they wait by themselves.
create table declarations_relay_parked (
    far text not null,
    dxp_id text not null,
    trouble text not null,
    since bigint not null,
    until bigint not null,
    attempts bigint not null,
    primary key (far, dxp_id)
) /* clustered */;

-- What stands at a far side: one row per document. The tenant is whose number it bears; the
-- subject is what its receipts are about.
create table declarations_relay_cases (
    tenant text not null,
    subject text not null,
    far text not null,
    outbox bigint not null,
    sender text not null,
    type text not null,
    number text not null,
    guid text not null,
    since bigint not null,
    sent_at bigint,
    answered_at bigint,
    status bigint not null,
    return_time text not null,
    rank bigint not null,
    far_pre_no text not null,
    primary key (tenant, subject)
) /* clustered */;
create index declarations_relay_cases_by_number
    on declarations_relay_cases (number, type, tenant);
create index declarations_relay_cases_of_message on declarations_relay_cases (outbox, tenant, subject);

-- What came back, as it came, each once. The tenant is the name of the far side. What could not be
-- taken says why in `trouble` and waits for an operator.
create table declarations_relay_arrivals (
    tenant text not null,
    digest bytea not null,
    at bigint not null,
    type text not null,
    documents bigint not null,
    matched bigint not null,
    trouble text not null,
    body bytea not null,
    primary key (tenant, digest)
) /* clustered */;
create index declarations_relay_unmatched on declarations_relay_arrivals (tenant, at)
    where matched < documents;
create index declarations_relay_dead on declarations_relay_arrivals (tenant, at) where trouble <> '';

-- How far the receipts of a mailbox have been fetched, and which server does it now.
create table declarations_relay_mailboxes (
    name text not null,
    mailbox text not null,
    position text not null,
    held_by text not null,
    held_until bigint not null,
    primary key (name, mailbox)
) /* clustered */;
