-- Signing in by a service of others: who somebody is there, and what is under way.
create table parties_identities (
    -- HMAC of issuer and subject: what the service calls a person is not stored.
    identity_mac text not null primary key,
    tenant text not null,
    user_id text not null unique references parties_users (id),
    created_at bigint not null,
    used_at bigint
);
-- Sign-ins that have gone to the service and not come back: removed when they do, or too late.
-- Nothing here is a secret: nonce and verifier are made of the state, whose hash alone is kept.
create table parties_flows (
    state_hash text not null primary key,
    tenant text not null,
    purpose text not null check (purpose in ('sign-in', 'link', 'join')),
    -- Digest of what forms of that browser are bound to.
    bound_to text not null,
    -- Who links; null otherwise.
    user_id text references parties_users (id),
    -- Who joins by which invitation, and as whom; empty otherwise.
    invitation_hash text not null,
    login text not null,
    name text not null,
    -- Where the person was going.
    back text not null,
    -- Where the service sends the browser to: it has to be named once more for the code.
    return_address text not null,
    expires_at bigint not null
);
create index parties_flows_by_time on parties_flows (expires_at);
