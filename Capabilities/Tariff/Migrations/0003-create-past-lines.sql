-- Lines of import declarations of earlier days, as a firm sent them in or as another room settled
-- them: what is asked again when a lower rate is looked for, or a change of law is tried.
create table tariff_past_lines (
    tenant text not null,
    entry text not null,
    line bigint not null,
    source text not null,
    declared_on text not null,
    paid_on text not null,
    code text not null,
    name text not null,
    origin text not null,
    value_yuan text not null,
    quantities text not null,
    claim text not null,
    duty_yuan text,
    kept_at bigint not null,
    kept_by text not null,
    primary key (tenant, entry, line)
);
create index tariff_past_lines_by_day on tariff_past_lines (tenant, declared_on);
