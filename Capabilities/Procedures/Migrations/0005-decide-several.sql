-- One decision of an officer about several applications. It belongs to no enterprise: its
-- applications are of many.
create table procedures_bulk (
    id text not null primary key,
    action text not null,
    reason text not null,
    officer text not null,
    officer_name text not null,
    at bigint not null,
    ended_at bigint
);

create table procedures_bulk_lines (
    bulk text not null,
    place bigint not null,
    tenant text not null,
    number text not null,
    version bigint not null,
    -- Empty until it was tried; done, proposed, or the code of the refusal.
    outcome text not null,
    said text not null,
    said_en text not null,
    primary key (tenant, bulk, number)
);
create index procedures_bulk_lines_of on procedures_bulk_lines (bulk, place);
