-- What is taken of an offer with a capacity stands on an account of the ledger: by which transfer,
-- empty for what was taken before, or where there is no limit.
alter table procedures_takings add column transfer text not null default '';
