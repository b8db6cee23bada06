-- Sign-ins that did not succeed, for the person and whoever looks after the people of the firm.
create table parties_failures (
    id text not null primary key,
    -- Empty, like the next, where nobody has the login or the identity: so that it takes as long
    -- as a known one.
    tenant text not null,
    user_id text not null,
    at bigint not null,
    -- The network only: the address is not kept.
    network text not null,
    cause text not null check (cause in ('password', 'code', 'closed', 'identity'))
);
create index parties_failures_by_user on parties_failures (user_id, at);
create index parties_failures_by_time on parties_failures (at);
