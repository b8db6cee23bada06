-- The log of evidence. Entries lie in bundles of 256, with what each was made of: the numbers of
-- the records and the secrets of their hashes. One row for 256 entries: a reference table.
create table proofs_bundles (
    number bigint not null primary key,
    first_source bigint not null,
    entries bytea not null,
    sources bytea not null,
    secrets bytea not null
);
create index proofs_bundles_by_source on proofs_bundles (first_source);

-- Hashes of perfect subtrees, 256 in a row; the last row of a level grows until it is full.
create table proofs_tiles (
    level bigint not null,
    number bigint not null,
    hashes bytea not null,
    primary key (level, number)
);

-- Where the log stands: what is in it, and the checkpoint that was published last.
create table proofs_state (
    log bigint not null primary key,
    size bigint not null,
    root bytea not null,
    source bigint not null,
    published bigint not null,
    note bytea not null
);

-- As a witness of others: the newest checkpoint that was cosigned of each log.
create table proofs_witnessed (
    origin text not null primary key,
    size bigint not null,
    root bytea not null,
    note bytea not null,
    at bigint not null
);
