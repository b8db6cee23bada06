-- The log of evidence takes the receipts of everybody in the order in which they were committed.
create index declarations_receipts_in_order on declarations_receipts (sequence);
