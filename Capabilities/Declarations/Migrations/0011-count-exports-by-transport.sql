-- By what an export leaves: post is counted by itself. Empty for lists of before.
alter table declarations_inventories add column transport text not null default '';
-- What left in a month through an office, whoever declared it.
create index declarations_inventories_of_district
    on declarations_inventories (district, month) where flag <> '' and month <> '';
