-- Decisions of officers about several lists at once. A batch belongs to no enterprise: its lists
-- are of many.
create table declarations_batches (
    id text not null primary key,
    action text not null,
    reason text not null,
    state text not null,
    officer text not null,
    officer_name text not null,
    proposed_at bigint not null,
    -- Who agreed or did not; empty where one officer is enough.
    second_officer text not null,
    second_name text not null,
    second_reason text not null,
    ended_at bigint
);
create index declarations_batches_that_wait on declarations_batches (state, proposed_at);

create table declarations_batch_lists (
    batch text not null,
    place bigint not null,
    pre_no text not null,
    tenant text not null,
    district text not null,
    version bigint not null,
    -- Empty until it was tried; done, or the code of the refusal.
    outcome text not null,
    said text not null,
    said_en text not null,
    primary key (tenant, batch, pre_no)
);
create index declarations_batch_lists_of on declarations_batch_lists (batch, place);

-- What officers have decided: one row for each officer, district and day.
create table declarations_desk_days (
    officer text not null,
    officer_name text not null,
    district text not null,
    day text not null,
    decisions bigint not null,
    -- Milliseconds the lists had waited, together.
    waited bigint not null,
    primary key (officer, district, day)
);
create index declarations_desk_days_on on declarations_desk_days (day, district);
