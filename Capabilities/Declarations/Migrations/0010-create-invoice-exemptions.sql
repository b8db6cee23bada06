-- Retail exports registered as exempt without purchase invoice (无票免征). The tenant is the seller;
-- a list is registered once.
create table declarations_invoice_exemptions (
    tenant text not null,
    list_no text not null,
    declarant text not null,
    invt_no text not null,
    quarter text not null,
    exported_on text not null,
    stated text not null,
    is_small bigint not null check (is_small in (0, 1)),
    revenue bigint not null check (revenue >= 0),
    assessed bigint not null check (assessed >= 0),
    at bigint not null,
    primary key (tenant, list_no)
);
create index declarations_invoice_exemptions_by_quarter
    on declarations_invoice_exemptions (tenant, quarter, list_no);
