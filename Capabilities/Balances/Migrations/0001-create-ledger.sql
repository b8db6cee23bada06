-- Accounts and the transfers between them. A holder's rows lie together (tenant comes first in every
-- key), so a transfer touches one shard and one part of the file.
create table balances_accounts (
    tenant text not null,
    id text not null,
    unit text not null,
    contra bigint not null check (contra in (0, 1)),
    lowest bigint,
    allowance bigint,
    balance bigint not null
        check (balance between -100000000000000000 and 100000000000000000),
    lines bigint not null check (lines >= 0),
    opened_at bigint not null,
    label_zh text not null,
    label_en text not null,
    primary key (tenant, id),
    check (contra = 0 or lowest is null),
    check (balance >= coalesce(lowest, balance))
) /* clustered */;
create table balances_transfers (
    tenant text not null,
    id text not null,
    debit text not null,
    credit text not null,
    amount bigint not null check (amount > 0),
    debit_line bigint,
    debit_balance bigint,
    credit_line bigint,
    credit_balance bigint,
    at bigint not null,
    cause bigint,
    reference text not null,
    citation text,
    reverses text,
    reversed bigint not null check (reversed between 0 and amount),
    primary key (tenant, id),
    check (debit <> credit)
) /* clustered */;
-- Most transfers are a line of one statement only, for counter-accounts keep none: one index holds
-- the line of either side, a small one the second line of transfers that are a line of two.
create unique index balances_transfers_line on balances_transfers (tenant,
    (case when debit_line is null then credit else debit end), (coalesce(debit_line, credit_line)));
create unique index balances_transfers_second on balances_transfers (tenant, credit, credit_line)
    where debit_line is not null and credit_line is not null;
