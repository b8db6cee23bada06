-- Checks of several bodies at the same time, values held once, what can be chosen, and what anybody
-- may look up. Offers and held values are looked up before it is known whose they are.
create table procedures_parts (
    tenant text not null,
    number text not null,
    span bigint not null,
    part text not null,
    service text not null,
    step text not null,
    body text not null,
    began_at bigint not null,
    ended_at bigint,
    pauses text not null,
    overdue_noted bigint not null,
    -- First moment after the term, null while the clock stands still or there is none.
    due bigint,
    used bigint,
    kept bigint,
    verdict text check (verdict in ('passed', 'failed')),
    reason text not null,
    decided_by text,
    primary key (tenant, number, span, part)
);
create index procedures_parts_desk on procedures_parts (body, ended_at);
create index procedures_parts_ended on procedures_parts (ended_at, service, step, used, kept);

-- A value that at most one application holds, as a hash with a key that is not in the database.
-- Last day only where it outlives the grant.
create table procedures_held (
    space text not null,
    value text not null,
    tenant text not null,
    number text not null,
    is_granted bigint not null,
    until text,
    primary key (space, value)
);
create index procedures_held_number on procedures_held (tenant, number);

create table procedures_offers (
    id text not null,
    service text not null,
    title_zh text not null,
    title_en text not null,
    note text not null,
    opens text not null,
    closes text not null,
    day text,
    hours text not null,
    -- In hundred-thousandths, null for no limit.
    capacity bigint,
    taken bigint not null,
    is_closed bigint not null,
    made_at bigint not null,
    made_by text not null,
    primary key (id)
);
create index procedures_offers_service on procedures_offers (service, closes);

-- What an application has taken of an offer, so that it is given back once and wholly.
create table procedures_takings (
    tenant text not null,
    number text not null,
    offer text not null,
    amount bigint not null,
    primary key (tenant, number)
);

-- What was granted, as anybody may read it: nothing here is secret.
create table procedures_register (
    tenant text not null,
    number text not null,
    service text not null,
    holder text not null,
    shown text not null,
    -- Small letters of all that can be searched for.
    searched text not null,
    valid_from text not null,
    valid_to text,
    ended_on text,
    end_reason text not null,
    primary key (tenant, number)
);
create index procedures_register_service on procedures_register (service, valid_from, number);
