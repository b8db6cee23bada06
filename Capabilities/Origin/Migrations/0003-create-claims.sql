-- Preferences claimed on a proof with a minor defect: released against the guarantee, corrected
-- within a term of working days, or lapsed to full duty. The term is kept in days and not as a
-- last day: a holiday announced later moves the end.
create table origin_claims (
    tenant text not null,
    id text not null,
    state text not null check (state in ('pending', 'submitted', 'corrected', 'lapsed')),
    declaration text not null,
    agreement text not null,
    proof text not null,
    code text not null,
    security bigint not null check (security > 0),
    released_on text not null,
    limit_days bigint not null,
    cut_off_hour bigint not null,
    correction text,
    submitted_on text,
    settled_at bigint,
    settled_by text,
    unpaid bigint not null,
    reason text not null,
    content text not null,
    outcome text not null,
    lodged_at bigint not null,
    lodged_by text not null,
    primary key (tenant, id),
    unique (tenant, declaration, proof, code)
);
create index origin_claims_by_state on origin_claims (state, released_on);
