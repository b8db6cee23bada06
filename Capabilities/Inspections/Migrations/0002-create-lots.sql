-- Lots in a front warehouse (出口前置仓): received, declared, inspected where drawn, loaded into a box.
-- `tenant` is who runs the consolidation; `firm` whose goods they are.
create table inspections_lots (
    tenant text not null,
    id text not null,
    reference text not null,
    firm text not null,
    district text not null,
    warehouse text not null,
    mode text not null,
    goods text not null,
    destination text not null,
    packages bigint not null,
    kilograms text not null,
    declaration text not null,
    state text not null
        check (state in ('received', 'cleared', 'waiting', 'passed', 'failed', 'loaded')),
    inspection text not null,
    box text not null,
    received_at bigint not null,
    declared_at bigint,
    decided_at bigint,
    loaded_at bigint,
    primary key (tenant, id),
    unique (tenant, reference)
);
create index inspections_lots_by_id on inspections_lots (id);
create index inspections_lots_by_box on inspections_lots (tenant, box);
create index inspections_lots_by_firm on inspections_lots (firm, received_at);

-- Boxes that lots are loaded into, each time a container is used.
create table inspections_boxes (
    tenant text not null,
    id text not null,
    container text not null,
    state text not null check (state in ('open', 'sealed', 'departed')),
    seal text not null,
    voyage text not null,
    opened_at bigint not null,
    sealed_at bigint,
    departed_at bigint,
    primary key (tenant, id)
);
create index inspections_boxes_by_container on inspections_boxes (tenant, container, state);
