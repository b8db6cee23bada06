-- Goods declarations of general trade. The tenant is the consignee, whose goods, guarantee and
-- privileges they are; who lodged them stands in the row. Terms are kept as their first day and not
-- as a last one: a holiday announced later moves the end.
create table entries_goods (
    tenant text not null,
    number text not null,
    lodger text not null,
    own_number text not null,
    state text not null,
    step text not null check (step in ('summary', 'full')),
    advance bigint not null,
    two_step bigint not null,
    taxation text not null check (taxation in ('each', 'summary')),
    district text not null,
    bill text not null,
    document text not null,
    summary text,
    arrival text,
    accepted_on text not null,
    entered_on text,
    completed_on text,
    completed_digest text,
    cleared bigint not null,
    tested bigint not null,
    released_on text,
    goods_value bigint not null,
    tax bigint not null check (tax >= 0),
    fee bigint not null check (fee >= 0),
    security bigint not null check (security >= 0),
    transfers bigint not null,
    period text,
    reminded_on text,
    errors bigint not null,
    reason text not null,
    lodged_at bigint not null,
    lodged_by text not null,
    primary key (tenant, number)
);
create index entries_goods_by_number on entries_goods (number);
create index entries_goods_by_state on entries_goods (state, district, number);
create index entries_goods_by_bill on entries_goods (bill);
create index entries_goods_by_lodger on entries_goods (lodger, number);
create index entries_goods_by_period on entries_goods (tenant, period);

-- What an enterprise has sent under its own numbers, and the receipt it got: for ever.
create table entries_sent (
    tenant text not null,
    own_number text not null,
    digest text not null,
    consignee text not null,
    number text not null,
    receipt text not null,
    primary key (tenant, own_number)
);

-- Who may pay once a month, and from whom a mode was taken.
create table entries_privileges (
    tenant text not null,
    privilege text not null,
    ground text not null,
    valid_from text not null,
    valid_to text,
    suspended_on text,
    reason text not null,
    noted_by text not null,
    primary key (tenant, privilege)
);

-- One payment for the entries of a month.
create table entries_notes (
    tenant text not null,
    period text not null,
    number text not null,
    total bigint not null check (total > 0),
    entries bigint not null,
    state text not null check (state in ('open', 'paid', 'drawn', 'owed')),
    reference text not null,
    made_at bigint not null,
    settled_at bigint,
    primary key (tenant, period)
);
create index entries_notes_by_number on entries_notes (number);
create index entries_notes_by_state on entries_notes (state, period);
