-- Benefits applied without an application (免申即享), from a day until a day.
create table entitlements_applied (
    tenant text not null,
    benefit text not null,
    from_day text not null,
    to_day text,
    rule_from text not null,
    facts text not null,
    at bigint not null,
    primary key (tenant, benefit, from_day)
);
create index entitlements_applied_open on entitlements_applied (benefit, tenant)
    where to_day is null;

-- What was decided for one event, with what the firm looked like on its day.
create table entitlements_decisions (
    tenant text not null,
    id text not null,
    benefit text not null,
    reference text not null,
    item text not null,
    day text not null,
    rule_from text not null,
    proposal text not null,
    holds bigint not null,
    facts text not null,
    decided_by text not null,
    at bigint not null,
    primary key (tenant, id)
);
create unique index entitlements_decisions_by_reference on entitlements_decisions
    (tenant, benefit, reference, item);
create index entitlements_decisions_by_id on entitlements_decisions (id);
create index entitlements_decisions_by_benefit on entitlements_decisions (benefit, at);

-- Changes of rules: the file as it was proposed; a confirmed one never changes.
create table entitlements_rules (
    id text not null primary key,
    benefit text not null,
    from_day text not null,
    text text not null,
    reason text not null,
    base text not null,
    state text not null check (state in ('proposed', 'confirmed', 'rejected')),
    proposed_by text not null,
    proposed_name text not null,
    proposed_at bigint not null,
    decided_by text,
    decided_name text,
    decided_at bigint,
    change bigint not null
);
create index entitlements_rules_by_change on entitlements_rules (change);
