-- Master bills under which exports and returned imports leave together (合包). The tenant is the
-- enterprise that puts them together. Every line keeps its regime.
create table declarations_master_bills (
    tenant text not null,
    bill_no text not null,
    district text not null,
    vehicle text not null,
    voyage text not null,
    at bigint not null,
    version bigint not null,
    primary key (tenant, bill_no)
);
create index declarations_master_bills_of_district on declarations_master_bills (district, at);

create table declarations_master_bill_lines (
    tenant text not null,
    bill_no text not null,
    line bigint not null,
    regime text not null check (regime in ('export', 're-export')),
    source text not null,
    gnum text not null,
    quantity bigint not null,
    trade_mode text not null,
    status bigint not null,
    reason text not null,
    primary key (tenant, bill_no, line)
);
-- Where a list, or a line of a return, travels already.
create index declarations_master_bill_sources
    on declarations_master_bill_lines (source, tenant, bill_no, line);
