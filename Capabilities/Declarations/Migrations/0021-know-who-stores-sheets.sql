-- The server that stores a spreadsheet; 0 for none that could still be there.
alter table declarations_sheets add column server bigint not null default 0;
