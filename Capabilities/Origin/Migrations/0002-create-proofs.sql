-- Enterprises approved to declare origin themselves, each approval with its days: a declaration is
-- good only under one that held when it was made.
create table origin_exporters (
    tenant text not null,
    number text not null,
    agreements text not null,
    codes text not null,
    valid_from text not null,
    valid_to text not null,
    granted_at bigint not null,
    granted_by text not null,
    withdrawn_on text,
    reason text not null,
    primary key (tenant, number)
);

-- Certificates and declarations of origin. The data are what is printed; the digest is what a
-- verifier compares.
create table origin_proofs (
    tenant text not null,
    id text not null,
    kind text not null check (kind in ('certificate', 'declaration', 'back-to-back')),
    state text not null check (
        state in ('applied', 'issued', 'refused', 'replaced', 'withdrawn')
    ),
    agreement text not null,
    number text,
    verification text not null,
    shipped_on text,
    issued_on text,
    valid_to text,
    retrospective bigint not null,
    replaces text,
    replaced_by text,
    original text,
    -- Whose authority issued the original.
    original_country text,
    original_quantity bigint,
    data text not null,
    digest text not null,
    applied_at bigint not null,
    applied_by text not null,
    decided_at bigint,
    decided_by text,
    reason text not null,
    primary key (tenant, id)
);
create index origin_proofs_by_time on origin_proofs (tenant, applied_at);
create index origin_proofs_by_original on origin_proofs (original, original_country, tenant)
    where original is not null;
create index origin_proofs_by_state on origin_proofs (state, applied_at);

-- Foreign certificates that back-to-back proofs rest on, each once whoever presents it: together
-- those proofs never exceed its quantity. The tenant is who presented it first.
create table origin_originals (
    country text not null,
    number text not null,
    tenant text not null,
    quantity bigint not null,
    presented_at bigint not null,
    primary key (country, number)
);

-- Which invoice and worksheet each application names: the same goods of one invoice have one paper.
create table origin_invoiced (
    tenant text not null,
    invoice text not null,
    worksheet text not null,
    proof text not null,
    primary key (tenant, invoice, worksheet, proof)
);

-- Leads from the number on a paper to whose it is: whoever verifies knows nothing else.
create table origin_numbers (
    number text not null,
    tenant text not null,
    id text not null,
    primary key (number)
);
