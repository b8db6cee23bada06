-- Versions of policies (政策) that officers publish: proposed by one, confirmed by another of the same
-- authority, in force from a day. A confirmed one never changes. One row per change of policy;
-- `content` is the version as JSON.
create table policies_editions (
    id text not null primary key,
    policy text not null,
    state text not null check (state in ('proposed', 'confirmed', 'rejected')),
    authority text not null,
    reason text not null,
    major bigint not null,
    content text not null,
    proposed_by text not null,
    proposed_name text not null,
    proposed_at bigint not null,
    decided_by text,
    decided_name text,
    decided_at bigint,
    change bigint not null
);
create index policies_editions_by_change on policies_editions (change);
create index policies_editions_by_day on policies_editions (proposed_at);
create index policies_editions_by_decision on policies_editions (state, decided_at);
create index policies_editions_by_policy on policies_editions (policy, state, change);

-- What authorities say of a major measure before it is issued (公平竞争会审); the last word counts.
create table policies_opinions (
    edition text not null,
    authority text not null,
    agrees bigint not null,
    words text not null,
    officer text not null,
    given_at bigint not null,
    primary key (edition, authority)
);

-- Topics and words an enterprise follows.
create table policies_subscriptions (
    tenant text not null,
    id text not null,
    kind text not null check (kind in ('topic', 'word')),
    value text not null,
    created_at bigint not null,
    primary key (tenant, id)
);
create unique index policies_subscriptions_once on policies_subscriptions (tenant, kind, value);

-- How far the telling of a published version has come: enterprises are told in their order, some in
-- each transaction.
create table policies_tellings (
    edition text not null primary key,
    reached text not null
);

-- How often a policy was read and led to a service, by month: figures without persons.
create table policies_readings (
    policy text not null,
    month text not null,
    kind text not null check (kind in ('read', 'used')),
    count bigint not null,
    primary key (policy, month, kind)
);
