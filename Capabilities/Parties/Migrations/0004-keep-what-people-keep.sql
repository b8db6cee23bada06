-- Filters that somebody has given a name: a list by its path, and its query.
create table parties_saved_filters (
    user_id text not null,
    id text not null,
    list text not null,
    query text not null,
    name text not null,
    created_at bigint not null,
    primary key (user_id, id)
);

-- What somebody opened last, each thing once.
create table parties_recent (
    user_id text not null,
    path text not null,
    title text not null,
    -- In which language the title is.
    language text not null,
    opened_at bigint not null,
    primary key (user_id, path)
);
create index parties_recent_of on parties_recent (user_id, opened_at);
