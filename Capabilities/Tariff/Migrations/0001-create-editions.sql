-- What an operator loaded on top of the tables the product came with: the file as it was, so that
-- what held on a day can always be read again. `is_whole` is 1 for one that takes the place of the
-- whole table, 0 for one that amends the lines it names. Reference tables: one row for each change of law.
create table tariff_editions (
    number bigint not null primary key,
    kind text not null,
    valid_from text not null,
    document text not null,
    file_name text not null,
    sha256 text not null unique,
    rows_count bigint not null,
    loaded_at bigint not null,
    loaded_by text not null,
    content text not null,
    is_whole bigint not null
);
