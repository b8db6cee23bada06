-- Electronic tax bills of released retail imports (电子税单). The tenant is the guarantor, who pays.
-- What buyers send back makes a bill void; the rest of its tax stands in a new one.
create table declarations_taxes (
    tenant text not null,
    tax_no text not null,
    declarant text not null,
    list_no text not null,
    invt_no text not null,
    district text not null,
    released_on text not null,
    due_from text not null,
    due_to text not null,
    total bigint not null check (total >= 0),
    lines text not null,
    status bigint not null check (status in (1, 2, 3)),
    duty_no text not null,
    settled text not null check (settled in ('', 'paid', 'drawn')),
    settled_on text,
    reference text not null,
    refund bigint not null check (refund between 0 and total),
    -- Lines without what is to be refunded of a settled bill, null while nothing is.
    left_lines text,
    primary key (tenant, tax_no)
);
-- The list first: whether it was billed is asked without knowing who guarantees.
create index declarations_taxes_of_list on declarations_taxes (list_no, tenant, tax_no);
create index declarations_taxes_of_book on declarations_taxes (duty_no, tenant) where duty_no <> '';
create index declarations_taxes_due on declarations_taxes (due_from) where status = 1;

-- Returns that were accepted and whose goods are not back: by which day they have to be.
create table declarations_returns_awaited (
    tenant text not null,
    pre_no text not null,
    back_by text not null,
    primary key (tenant, pre_no)
) /* clustered */;
create index declarations_returns_late on declarations_returns_awaited (back_by, tenant);
