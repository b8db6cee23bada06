-- Spreadsheets that enterprises send, and what came of each of their documents. `headings` are the
-- first row as it was sent, `content` the rows of one document; `made_at` is the time of filing of
-- all of them, so that a row that is sent again gives the same message.
create table declarations_sheets (
    tenant text not null,
    id text not null,
    type text not null,
    name bytea not null,
    state text not null,
    digest bytea not null,
    headings bytea not null,
    documents bigint not null,
    made_at bigint not null,
    made_by text not null,
    ended_at bigint not null,
    primary key (tenant, id)
);
create index declarations_sheets_by_time on declarations_sheets (tenant, made_at);
create index declarations_sheets_due on declarations_sheets (state, made_at);

-- `number` is the document's own, under which it is known whether it was taken before.
create table declarations_sheet_rows (
    tenant text not null,
    sheet text not null,
    first_row bigint not null,
    last_row bigint not null,
    number text not null,
    state text not null,
    subject text not null,
    status bigint not null,
    content bytea not null,
    trouble bytea,
    primary key (tenant, sheet, first_row)
);
create index declarations_sheet_rows_by_state
    on declarations_sheet_rows (tenant, sheet, state, first_row);
create index declarations_sheet_rows_by_number on declarations_sheet_rows (tenant, number);
