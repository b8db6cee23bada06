-- What went wrong is looked for among millions of receipts that say that all is well.
create index declarations_receipts_refused on declarations_receipts (tenant, sequence)
    where status < 0 or status = 100;
