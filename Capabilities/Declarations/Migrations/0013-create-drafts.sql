-- Declarations that somebody is writing, and what has been sent of them. `content` is what was
-- typed, as JSON; `changed_at` is the time of filing once it is sent, so that sending it again
-- gives the same message.
create table declarations_drafts (
    tenant text not null,
    id text not null,
    type text not null,
    version bigint not null,
    state text not null,
    content bytea not null,
    made_at bigint not null,
    changed_at bigint not null,
    changed_by text not null,
    subject text not null,
    primary key (tenant, id)
);
create index declarations_drafts_by_time on declarations_drafts (tenant, state, changed_at);
