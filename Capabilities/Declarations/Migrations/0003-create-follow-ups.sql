-- Documents about lists that are there already: cancellations, arrivals, departures, bag lists,
-- summaries, returns. The tenant is the enterprise whose number it bears. A document may come in
-- several messages (msgCount, msgSeqNo): each is a row of its own under the same number.
create table declarations_follow_ups (
    tenant text not null,
    pre_no text not null,
    type text not null,
    number text not null,
    part bigint not null,
    parts bigint not null,
    guid text not null,
    sender text not null,
    app_time text not null,
    received_at bigint not null,
    status bigint not null,
    status_at bigint not null,
    version bigint not null,
    district text not null,
    decision text,
    body bytea not null,
    primary key (pre_no, tenant)
);
create unique index declarations_follow_ups_by_number
    on declarations_follow_ups (number, tenant, type, part);
create index declarations_follow_ups_of_sender on declarations_follow_ups (sender, received_at, pre_no);
create index declarations_follow_up_worklist on declarations_follow_ups (district, status_at)
    where status = 300;
-- Parts that wait for the others, oldest first.
create index declarations_follow_up_parts on declarations_follow_ups (received_at)
    where status = 2 and parts > 1;

-- Which lists a follow-up is about. The tenant is the declarant of the list.
create table declarations_follow_up_lists (
    tenant text not null,
    list_no text not null,
    follow_up text not null,
    holder text not null,
    primary key (tenant, list_no, follow_up)
) /* clustered */;
create index declarations_lists_of_follow_up
    on declarations_follow_up_lists (holder, follow_up, list_no);
-- What is summarised by a period.
create index declarations_inventories_closed on declarations_inventories (tenant, status_at)
    where status = 899;

-- Who gets a copy of later receipts of a list or a follow-up, as its sender asked (BaseSubscribe).
create table declarations_copies (
    tenant text not null,
    subject text not null,
    subscriber text not null,
    primary key (subject, tenant, subscriber)
) /* clustered */;
