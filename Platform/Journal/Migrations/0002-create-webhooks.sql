-- Webhooks: where an enterprise's feed is pushed to, and how far each has come. A delivery is a
-- place in the feed and no row of its own, so that nothing can be lost between the two.
create table journal_webhooks (
    tenant text not null,
    id text not null,
    url text not null,
    secret text not null,
    created_at bigint not null,
    disabled_at bigint,
    position bigint not null,
    failures bigint not null,
    failing_since bigint,
    next_at bigint not null,
    held_until bigint not null,
    held_by text not null,
    last_at bigint,
    last_status bigint,
    last_error text,
    primary key (tenant, id)
);
