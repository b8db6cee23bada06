-- Every body, answer and receipt is encrypted (docs/decisions/0019): messages name people.
-- Messages as they came in: the evidence, and the memory that makes a repeated message harmless.
-- The answer to a message of one document is its receipt; only another stands here itself.
create table declarations_messages (
    tenant text not null,
    type text not null,
    guid text not null,
    received_at bigint not null,
    sender text not null,
    channel text not null,
    documents bigint not null,
    digest bytea not null,
    receipt bigint,
    answer bytea,
    answer_digest bytea,
    body bytea not null,
    primary key (tenant, type, guid),
    check (receipt is not null or answer_digest is not null)
);

-- Supporting documents: orders, payments, receipts of payment, waybills. The tenant is the
-- enterprise that gives the number; the key is unique there.
create table declarations_documents (
    tenant text not null,
    type text not null,
    number text not null,
    guid text not null,
    sender text not null,
    app_time text not null,
    received_at bigint not null,
    status bigint not null,
    version bigint not null,
    used_by text,
    body bytea not null,
    primary key (tenant, type, number)
);

-- Which payments name an order: a payment's own number is another one, and anybody may name it.
create table declarations_links (
    tenant text not null,
    type text not null,
    order_no text not null,
    document_tenant text not null,
    document_number text not null,
    primary key (tenant, type, order_no, document_tenant, document_number)
) /* clustered */;

-- Declarations (import and export inventories). The tenant is the declarant.
create table declarations_inventories (
    tenant text not null,
    pre_no text not null,
    type text not null,
    cop_no text not null,
    invt_no text,
    guid text not null,
    sender text not null,
    app_time text not null,
    received_at bigint not null,
    status bigint not null,
    status_at bigint not null,
    -- First release, null before: days of return and of payment run from it.
    released_at bigint,
    version bigint not null,
    district text not null,
    trade_mode text not null,
    order_no text not null,
    seller text not null,
    flag text not null,
    month text not null,
    value bigint not null,
    tax bigint not null,
    waits_for text not null,
    decision text,
    body bytea not null,
    primary key (pre_no, tenant)
);
-- The numbers first: officers look for them whoever declared the list.
create index declarations_inventories_by_number on declarations_inventories (cop_no, tenant, type);
create index declarations_inventories_by_customs_number on declarations_inventories (invt_no)
    where invt_no is not null;
-- A partial index must not speak of a column that statements compare with a parameter (the type):
-- SQLite would plan such a statement anew for every value. Only export lists have a flag.
create index declarations_inventories_by_month on declarations_inventories (tenant, month)
    where flag <> '' and month <> '';
create index declarations_worklist on declarations_inventories (district, status_at)
    where status in (300, 399, 500, 501, 502, 503, 599, 600);

-- Who may see a declaration: everybody who has a part in it.
create table declarations_parties (
    tenant text not null,
    pre_no text not null,
    declarant text not null,
    role text not null,
    primary key (tenant, pre_no)
) /* clustered */;

-- What a declaration still waits for. A document that arrives finds whom to wake.
create table declarations_waits (
    tenant text not null,
    type text not null,
    number text not null,
    declarant text not null,
    pre_no text not null,
    since bigint not null,
    primary key (tenant, type, number, pre_no)
) /* clustered */;

create index declarations_waits_of_list on declarations_waits (declarant, pre_no);

-- Receipts, in the order in which each enterprise gets them.
create table declarations_receipts (
    tenant text not null,
    sequence bigint not null,
    at bigint not null,
    type text not null,
    subject text not null,
    -- 0 a document or copied data, 1 a list, 2 a follow-up or a tax bill.
    about bigint not null check (about in (0, 1, 2)),
    status bigint not null,
    info bytea not null,
    body bytea not null,
    digest bytea not null,
    primary key (tenant, sequence)
);
create index declarations_receipts_of on declarations_receipts (tenant, subject, sequence)
    where about > 0;

-- Lists that a defect kept from being decided; the desk looks at them again.
create table declarations_stuck (
    tenant text not null,
    pre_no text not null,
    since bigint not null,
    trouble text not null,
    primary key (tenant, pre_no)
) /* clustered */;
