-- Account books of special zones (账册). The customs number them: a number is one holder's only, and
-- it is looked for before it is known whose it is.
create table balances_books (
    number text not null,
    tenant text not null,
    opened_at bigint not null,
    opened_by text not null,
    primary key (number)
);
-- What an account book counts: an item in a unit is an account of the ledger.
create table balances_stock (
    tenant text not null,
    book text not null,
    item text not null,
    unit text not null,
    account text not null,
    name text not null,
    primary key (tenant, book, item, unit)
);
create unique index balances_stock_of_account on balances_stock (tenant, account);
-- What was counted on the shelf, what the book said then, and what was decided about the difference.
create table balances_counts (
    tenant text not null,
    reference text not null,
    account text not null,
    booked bigint not null,
    counted bigint not null check (counted >= 0),
    decision text not null check (decision in ('adjust', 'keep')),
    reason text not null,
    at bigint not null,
    decided_by text not null,
    primary key (tenant, reference)
);
create index balances_counts_of_account on balances_counts (tenant, account, at);
