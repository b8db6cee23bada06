-- Results an importer offered for a line of an entry, with what was decided and why.
create table entries_results (
    tenant text not null,
    number text not null,
    line bigint not null,
    report text not null,
    body text not null,
    sampled_on text not null,
    issued_on text not null,
    valid_to text,
    file_name bytea not null,
    sha256 text not null,
    state text not null check (state in ('accepted', 'spot-check', 'refused')),
    outcome text not null,
    added_at bigint not null,
    added_by text not null,
    primary key (tenant, number, line, report)
);
create index entries_results_by_report on entries_results (body, report);

create table entries_files (
    tenant text not null,
    sha256 text not null,
    type text not null,
    size bigint not null,
    body bytea not null,
    primary key (tenant, sha256)
);
