-- The text of each service file, once for all applications that were begun under it: they go on
-- under that text when the file is changed or taken away.
create table procedures_editions (
    -- SHA-256 of the text.
    digest text not null,
    service text not null,
    first_day text not null,
    text text not null,
    kept_at bigint not null,
    primary key (digest)
);
-- Empty in applications older than this table.
alter table procedures_cases add column edition_digest text not null default '';
