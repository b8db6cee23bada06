-- Who answers for a guarantee, where it is an enterprise of the register: it sees what it has given.
alter table balances_guarantees add column issuer_id text not null default '';
create index balances_guarantees_issuer on balances_guarantees (issuer_id, valid_to)
    where issuer_id <> '';
