-- What an edition changed, line by line, when it was loaded: everybody may read it. The counts stand
-- beside, so that lists are read without the lines (JSON, as in `tariff_proposals`).
-- Reference tables: one row for each change of law.
create table tariff_edition_changes (
    number bigint not null primary key,
    added bigint not null,
    changed bigint not null,
    ended bigint not null,
    changes text not null
);
