-- How people come in and what each may do: posts in a firm, one-time links, firms that sign up.
-- What a person does in the firm; empty for officers and administrators of the system.
alter table parties_users add column post text not null default '';
update parties_users set post = 'administrator' where kind = 'member';
-- Whether the operator closed the login: its firm then cannot open it again.
alter table parties_users add column closed_by_operator bigint not null default 0;
-- Links that let somebody set a password once. Only the hash of a link's token is kept: the link
-- is shown to whoever made it, this once.
create table parties_links (
    id text not null primary key,
    tenant text not null,
    token_hash bytea not null unique,
    purpose text not null check (purpose in ('invitation', 'recovery')),
    -- What somebody invited will be, empty for a recovery.
    post text not null,
    -- What the one who made it wrote to know it by.
    label text not null,
    -- Whose password a recovery replaces.
    user_id text references parties_users (id),
    created_at bigint not null,
    created_by text not null,
    expires_at bigint not null,
    -- When it was used or withdrawn.
    ended_at bigint
);
create index parties_links_by_tenant on parties_links (tenant, created_at);
create index parties_links_by_user on parties_links (user_id);
-- Firms that have signed up. `tenant` is the id the enterprise gets once it is confirmed. The same
-- code may be here twice: whoever signs up is not told what others have done.
create table parties_signups (
    tenant text not null primary key,
    token_hash bytea not null unique,
    name text not null,
    name_en text,
    credit_code text not null,
    customs_code text,
    district text not null,
    roles text not null,
    -- Person and telephone, encrypted.
    contact bytea not null,
    remote text not null,
    status text not null check (status in ('waiting', 'confirmed', 'declined')),
    sent_at bigint not null,
    decided_at bigint,
    decided_by text,
    reason text not null
);
create index parties_signups_by_status on parties_signups (status, sent_at);
create index parties_signups_by_remote on parties_signups (remote, sent_at);
