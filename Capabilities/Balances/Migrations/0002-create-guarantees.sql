-- The instruments that stand behind a guarantee account, one credit transfer each: expiry and calls
-- of a single letter need to know which amount came from it and until when it holds.
create table balances_guarantees (
    tenant text not null,
    reference text not null,
    form text not null check (form in ('deposit', 'bank-letter', 'other')),
    issuer text not null,
    amount bigint not null check (amount > 0),
    valid_from text not null,
    valid_to text,
    document text not null,
    article text not null,
    transfer text not null,
    added_at bigint not null,
    added_by text not null,
    -- What the authority has drawn from it for a tax that was not paid: it stands for that no more.
    called bigint not null check (called between 0 and amount),
    released_at bigint,
    primary key (tenant, reference),
    check (valid_to is null or valid_to >= valid_from)
);
