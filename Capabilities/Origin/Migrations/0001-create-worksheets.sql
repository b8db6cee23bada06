-- Worksheets as they were tested: what was stated, what came of it, and the hash of both, so that
-- whoever holds the evidence can show that it is still the same.
create table origin_worksheets (
    tenant text not null,
    id text not null,
    kept_at bigint not null,
    kept_by text not null,
    code text not null,
    name text not null,
    tested_on text not null,
    passed text not null,
    content text not null,
    outcome text not null,
    digest text not null,
    primary key (tenant, id)
);
create index origin_worksheets_by_time on origin_worksheets (tenant, kept_at);
