-- Supervised sites of exports: a few for each district, read by everybody.
create table declarations_sites (
    code text not null,
    operator text not null,
    district text not null,
    name text not null,
    name_en text not null,
    address text not null,
    -- Parcels a day.
    capacity bigint not null,
    -- Square metres.
    area bigint not null,
    equipment text not null,
    state text not null,
    applied_at bigint not null,
    valid_from text,
    valid_to text,
    suspended_from text,
    suspended_to text,
    reason text not null,
    primary key (code, operator)
);
-- An application reserves no code; a registration does.
create unique index declarations_sites_registered on declarations_sites (code)
    where state = 'open';

-- From which day arrivals in a district have to be at a site of the register.
create table declarations_site_registers (
    district text not null primary key,
    first_day text not null,
    noted_by text not null
);

-- Parcels that came to a site; the tenant is its operator, who declared the arrival.
create table declarations_site_arrivals (
    tenant text not null,
    follow_up text not null,
    site text not null,
    day text not null,
    parcels bigint not null,
    primary key (tenant, follow_up)
) /* clustered */;
create index declarations_site_arrivals_by_day on declarations_site_arrivals (site, day);
-- The register shows a day of all sites.
create index declarations_site_arrivals_on_day on declarations_site_arrivals (day, site);
