-- Officers look for a letter by its number, whoever holds it.
create index balances_guarantees_reference on balances_guarantees (reference);
