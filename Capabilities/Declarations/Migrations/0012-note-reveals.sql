-- Who looked at personal data, at what and why; the data themselves are not here. The tenant is the
-- enterprise whose data it is.
create table declarations_reveals (
    tenant text not null,
    sequence bigint not null,
    at bigint not null,
    actor text not null,
    enterprise text not null,
    district text not null,
    pre_no text not null,
    documents text not null,
    reason text not null,
    primary key (tenant, sequence)
) /* clustered */;
create index declarations_reveals_by_actor on declarations_reveals (actor, sequence);
