-- Changes of lists (名单变动): who comes and who goes, from a day; proposed by one officer, confirmed by
-- another. A confirmed one never changes.
create table lists_changes (
    id text not null primary key,
    list text not null,
    kind text not null check (kind in ('publication', 'entry', 'exit')),
    edition text not null,
    from_day text not null,
    to_day text,
    reason text not null,
    document text not null,
    state text not null check (state in ('proposed', 'confirmed', 'rejected')),
    proposed_by text not null,
    proposed_name text not null,
    proposed_at bigint not null,
    decided_by text,
    decided_name text,
    decided_at bigint
);
create index lists_changes_by_list on lists_changes (list, proposed_at);
create index lists_changes_by_state on lists_changes (state, proposed_at);

-- The firms of a change; `tenant` is the firm.
create table lists_lines (
    tenant text not null,
    change_id text not null,
    place bigint not null,
    item text not null,
    nomination text not null,
    points bigint not null,
    membership text not null,
    primary key (tenant, change_id, place)
);
create index lists_lines_by_change on lists_lines (change_id, place);

-- That a firm stands on a list between two days. `change` grows with every write: servers read what
-- is new.
create table lists_members (
    tenant text not null,
    id text not null,
    list text not null,
    item text not null,
    from_day text not null,
    to_day text,
    edition text not null,
    reason text not null,
    document text not null,
    exit_reason text not null,
    exit_document text not null,
    change bigint not null,
    primary key (tenant, id)
);
create index lists_members_by_change on lists_members (change);
create index lists_members_by_list on lists_members (list, from_day);

-- Firms put forward for a list, with what they state, the marks they got and what came of it.
create table lists_nominations (
    tenant text not null,
    id text not null,
    list text not null,
    edition text not null,
    item text not null,
    by_firm bigint not null,
    at bigint not null,
    stated text not null,
    statement text not null,
    marks text not null,
    marked_by text not null,
    remark text not null,
    state text not null,
    facts text not null,
    outcome_zh text not null,
    outcome_en text not null,
    version bigint not null,
    primary key (tenant, id)
);
create index lists_nominations_by_id on lists_nominations (id);
create index lists_nominations_by_list on lists_nominations (list, edition, state, at);

-- Figures of firms that authorities have entered: from a day until the next.
create table lists_facts (
    tenant text not null,
    fact text not null,
    from_day text not null,
    to_day text,
    value bigint not null,
    document text not null,
    entered_by text not null,
    entered_at bigint not null,
    change bigint not null,
    primary key (tenant, fact, from_day)
);
create index lists_facts_by_change on lists_facts (change);
