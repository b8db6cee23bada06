-- People look for a list by what is printed on its papers: order, waybill, bill of lading, payment.
-- The numbers lie in the message, which is encrypted, so those of waybill and bill are kept beside it.
alter table declarations_inventories add column waybill text;
alter table declarations_inventories add column bill_no text;
create index declarations_inventories_by_order on declarations_inventories (order_no, pre_no);
create index declarations_inventories_by_waybill on declarations_inventories (waybill, pre_no)
    where waybill is not null;
-- A whole flight has one bill: its lists are found latest first.
create index declarations_inventories_by_bill on declarations_inventories (bill_no, pre_no)
    where bill_no is not null;
-- A payment company numbers its payments, and the customs look for them whoever it is. The types
-- stand as words in index and statement, so that no parameter is compared with them.
create index declarations_documents_payments on declarations_documents (number)
    where type = 'CEB411';
-- What was taken before: the waybill a list was decided on. The rest is found once it is sent again.
update declarations_inventories set waybill = d.number from (
    select used_by, number from declarations_documents
    where type in ('CEB505', 'CEB511') and used_by is not null and number not like '%@%') d
where declarations_inventories.pre_no = d.used_by;
