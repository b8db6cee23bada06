-- Who may act. All tables here are reference tables: they grow with the number of enterprises and
-- people, not with traffic, and they are searched before a tenant is known. `tenant` is the id of
-- the enterprise; it is empty for officers and administrators.
create table parties_enterprises (
    tenant text not null primary key,
    version bigint not null,
    name text not null,
    name_en text,
    credit_code text unique,
    customs_code text unique,
    platform_code text unique,
    dxp_id text,
    district text,
    status text not null check (status in ('active', 'suspended')),
    enrolled_at bigint not null
);
create index parties_enterprises_by_version on parties_enterprises (version);
create table parties_roles (
    tenant text not null references parties_enterprises (tenant),
    role text not null,
    from_day text not null,
    to_day text,
    primary key (tenant, role, from_day)
);
create table parties_users (
    id text not null primary key,
    tenant text not null,
    login text not null unique,
    name text not null,
    kind text not null check (kind in ('member', 'officer', 'administrator')),
    districts text not null,
    -- For whom an officer decides (customs, commerce), empty for everybody else.
    authority text not null,
    password_hash text not null,
    status text not null check (status in ('active', 'closed')),
    created_at bigint not null
);
create index parties_users_by_tenant on parties_users (tenant, login);
create table parties_sessions (
    id text not null primary key,
    tenant text not null,
    user_id text not null references parties_users (id),
    token_hash bytea not null unique,
    remote text not null,
    created_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null
);
create index parties_sessions_by_user on parties_sessions (user_id);
create table parties_keys (
    id text not null primary key,
    tenant text not null references parties_enterprises (tenant),
    label text not null,
    scopes text not null,
    mac bytea not null unique,
    created_at bigint not null,
    created_by text not null,
    expires_at bigint not null,
    last_used text,
    revoked_at bigint,
    replaced_by text
);
create index parties_keys_by_tenant on parties_keys (tenant, created_at);
-- Attempts to sign in that have not succeeded: removed with the period they count for.
create table parties_attempts (
    id text not null primary key,
    login_mac text not null,
    remote text not null,
    at bigint not null
);
create index parties_attempts_by_login on parties_attempts (login_mac, remote, at);
create index parties_attempts_by_remote on parties_attempts (remote, at);
create index parties_attempts_by_time on parties_attempts (at);
-- One row that counts changes: servers ask it whether what they keep in memory still holds.
create table parties_changes (
    name text not null primary key,
    version bigint not null
);
-- What one enterprise may do for another. `tenant` is who gives it. It holds from `from_day` and
-- from its acceptance on, until `to_day` or the day before it was revoked.
create table parties_mandates (
    id text not null primary key,
    version bigint not null,
    tenant text not null references parties_enterprises (tenant),
    grantee text not null references parties_enterprises (tenant),
    scope text not null,
    from_day text not null,
    to_day text,
    proposed_by text not null check (proposed_by in ('grantor', 'grantee')),
    offered_at bigint not null,
    accepted_at bigint,
    revoked_at bigint,
    revoked_by text,
    reason text not null
);
create index parties_mandates_by_tenant on parties_mandates (tenant, grantee, scope);
create index parties_mandates_by_grantee on parties_mandates (grantee);
create index parties_mandates_by_version on parties_mandates (version);
