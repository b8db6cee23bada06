-- Editions of the inspection-rate policy (查验率策略): proposed by one officer, confirmed by another,
-- in force from a day. A confirmed one never changes. One row per change of policy; `base` is the
-- edition it changes.
create table inspections_policies (
    id text not null primary key,
    base text not null,
    state text not null check (state in ('proposed', 'confirmed', 'rejected')),
    from_day text not null,
    reason text not null,
    document text not null,
    article text not null,
    proposed_by text not null,
    proposed_name text not null,
    proposed_at bigint not null,
    decided_by text,
    decided_name text,
    decided_at bigint,
    change bigint not null
);
create index inspections_policies_by_change on inspections_policies (change);

create table inspections_policy_rows (
    policy text not null references inspections_policies (id),
    place bigint not null,
    factor text not null,
    direction text not null,
    key text not null,
    value bigint not null,
    from_day text not null,
    to_day text,
    document text not null,
    article text not null,
    primary key (policy, place)
);

-- Credit levels (信用等级) of enterprises as the customs has published them: facts from outside.
create table inspections_levels (
    tenant text not null,
    from_day text not null,
    to_day text,
    level text not null,
    document text not null,
    entered_by text not null,
    entered_at bigint not null,
    change bigint not null,
    primary key (tenant, from_day)
);
create index inspections_levels_by_change on inspections_levels (change);

-- What counts in the record of an enterprise: each finding, each inspection without one, each bad
-- sample. `tenant` is the enterprise whose record it is.
create table inspections_marks (
    tenant text not null,
    change bigint not null,
    day text not null,
    kind text not null check (kind in ('finding', 'clean', 'bad-sample')),
    source text not null,
    primary key (tenant, change)
);
create index inspections_marks_by_change on inspections_marks (change);

-- A case the rate was computed for, with the facts it went by: for statistics and dry runs.
create table inspections_cases (
    tenant text not null,
    kind text not null,
    subject text not null,
    day text not null,
    district text not null,
    firm text not null,
    agent text not null,
    direction text not null,
    mode text not null,
    goods text not null,
    countries text not null,
    standing text not null,
    level text not null,
    draw bigint not null,
    share bigint not null,
    verdict text not null,
    inspected bigint not null,
    result text not null,
    primary key (tenant, kind, subject)
);
-- With everything that the published figures are made of: they are asked for without an account.
create index inspections_cases_by_day on inspections_cases
    (day, district, level, direction, inspected, result);

-- An inspection that was ordered, from the offer to stay away to the result and the objection.
-- What is written in free words is encrypted for its place.
create table inspections_orders (
    tenant text not null,
    number text not null,
    kind text not null,
    subject text not null,
    firm text not null,
    agent text not null,
    district text not null,
    goods text not null,
    ordered_at bigint not null,
    ordered_by text not null,
    offer_until bigint not null,
    attendance text not null,
    chosen_at bigint,
    state text not null check (state in ('open', 'concluded', 'cancelled')),
    result text not null,
    findings bytea not null,
    concluded_at bigint,
    concluded_name text,
    month text not null,
    objection bytea not null,
    objected_at bigint,
    answer bytea not null,
    answered_at bigint,
    version bigint not null,
    primary key (tenant, number)
);
create index inspections_orders_by_subject on inspections_orders (tenant, kind, subject);
create index inspections_orders_by_number on inspections_orders (number);
create index inspections_orders_by_firm on inspections_orders (firm, ordered_at);
create index inspections_orders_by_agent on inspections_orders (agent, ordered_at);
create index inspections_orders_by_state on inspections_orders (state, district, ordered_at);
create index inspections_orders_by_district on inspections_orders (district, ordered_at);
create index inspections_orders_objected on inspections_orders (district, ordered_at)
    where objected_at is not null and answered_at is null;
create index inspections_orders_by_month on inspections_orders (month, district);

-- Photos and videos: bytes once for each tenant, and where they belong. Bytes and notes are
-- encrypted for their place.
create table inspections_files (
    tenant text not null,
    sha256 text not null,
    type text not null,
    size bigint not null,
    body bytea not null,
    primary key (tenant, sha256)
);
create table inspections_media (
    tenant text not null,
    number text not null,
    id text not null,
    sha256 text not null,
    note bytea not null,
    added_at bigint not null,
    added_by text not null,
    primary key (tenant, number, id)
);

-- Samples taken at a release on check (检查放行), examined afterwards (风险监测).
create table inspections_samples (
    tenant text not null,
    id text not null,
    number text not null,
    firm text not null,
    district text not null,
    goods text not null,
    taken_at bigint not null,
    due_day text not null,
    state text not null check (state in ('open', 'passed', 'failed')),
    laboratory text not null,
    report text not null,
    decided_at bigint,
    decided_by text,
    primary key (tenant, id)
);
create index inspections_samples_by_id on inspections_samples (id);
create index inspections_samples_by_state on inspections_samples (state, district, due_day);
create index inspections_samples_by_district on inspections_samples (district, taken_at);
create index inspections_samples_by_firm on inspections_samples (firm, taken_at);
