-- How an entry was judged for inspection (day, draw, what was known then), and the inspection that was
-- ordered; where what arrived differs; the day its taxes were settled; the first day on which time
-- may bring something for it: what lies later is not looked at.
alter table entries_goods add column judged text;
alter table entries_goods add column inspection text;
alter table entries_goods add column differing text not null default '[]';
alter table entries_goods add column settled_on text;
alter table entries_goods add column watch_on text;
update entries_goods set watch_on = accepted_on where state in ('held', 'conditional');
create index entries_goods_watched on entries_goods (watch_on, number) where watch_on is not null;
create index entries_goods_unbilled on entries_goods (period, tenant)
    where period is not null and settled_on is null;
create index entries_goods_of_district on entries_goods (district, lodged_at, number);
create index entries_goods_open on entries_goods (district, lodged_at, number)
    where state not in ('released', 'lapsed', 'refused');
create index entries_goods_of_tenant on entries_goods (tenant, lodged_at, number);
create index entries_goods_of_lodger on entries_goods (lodger, lodged_at, number);
drop index entries_goods_by_state;
drop index entries_goods_by_lodger;

-- Receipts stand in the one queue of the evidence log.
alter table entries_sent add column sequence bigint not null default 0;
alter table entries_sent add column sent_at bigint not null default 0;
create index entries_sent_queue on entries_sent (sequence) where sequence > 0;
create index entries_sent_of_entry on entries_sent (number);
