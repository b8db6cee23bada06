-- A second factor, and what a session was begun with.
-- Browser and system as the visitor named them; empty where he named none.
alter table parties_sessions add column device text not null default '';
create table parties_factors (
    user_id text not null primary key references parties_users (id),
    tenant text not null,
    -- What the codes are made of, encrypted.
    secret bytea not null,
    created_at bigint not null,
    -- Null until a code has shown that the app has the secret.
    confirmed_at bigint,
    -- The latest period whose code was taken: none is taken twice.
    last_step bigint not null
);
-- Codes for whoever has lost the phone, each good once; only their hashes.
create table parties_recovery_codes (
    user_id text not null references parties_users (id),
    code_hash bytea not null,
    used_at bigint,
    primary key (user_id, code_hash)
);
