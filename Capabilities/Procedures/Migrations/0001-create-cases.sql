-- Answers, documents, their names and letters are encrypted (docs/decisions/0019).
-- Applications, their stays in steps, documents and letters. An officer looks for what waits at a
-- desk whoever applied, a stranger for the code on a letter: for that there are indexes, keys have
-- the tenant first.
create table procedures_cases (
    tenant text not null,
    number text not null,
    service text not null,
    edition text not null,
    state text not null check (state in
        ('draft', 'open', 'returned', 'paused', 'granted', 'refused', 'withdrawn',
         'revoked', 'replaced')),
    step text not null,
    -- Who is responsible now, empty when nobody decides.
    body text not null,
    -- Who may act as well once the due day is over, empty for nobody.
    escalates text not null,
    -- First moment after the term, null while the clock stands still or there is none.
    due bigint,
    version bigint not null,
    answers bytea not null,
    client_key text,
    created_at bigint not null,
    created_by text not null,
    submitted_at bigint,
    submitted_by text,
    taken_by text,
    proposal text,
    closed_at bigint,
    reason text not null,
    valid_to text,
    primary key (tenant, number)
);
create unique index procedures_cases_key on procedures_cases (tenant, client_key);
create index procedures_cases_desk on procedures_cases (body, state, due);
create index procedures_cases_escalated on procedures_cases (escalates, state, due);
create index procedures_cases_number on procedures_cases (number);
create index procedures_cases_service on procedures_cases (tenant, service, state);

create table procedures_spans (
    tenant text not null,
    number text not null,
    span bigint not null,
    service text not null,
    step text not null,
    body text not null,
    began_at bigint not null,
    ended_at bigint,
    pauses text not null,
    overdue_noted bigint not null,
    -- Days used and whether the term was kept, once it has ended, null without a clock.
    used bigint,
    kept bigint,
    primary key (tenant, number, span)
);
create index procedures_spans_ended on procedures_spans (ended_at, service, step, used, kept);

-- The bytes of documents: once for each enterprise, however often they are attached.
create table procedures_files (
    tenant text not null,
    sha256 text not null,
    type text not null,
    size bigint not null,
    body bytea not null,
    primary key (tenant, sha256)
);

create table procedures_documents (
    tenant text not null,
    number text not null,
    id text not null,
    field text not null,
    name bytea not null,
    sha256 text not null,
    added_at bigint not null,
    added_by text not null,
    primary key (tenant, number, id)
);

-- Decisions as they were handed out: never changed.
create table procedures_letters (
    tenant text not null,
    number text not null,
    span bigint not null,
    code text not null,
    outcome text not null,
    issued_at bigint not null,
    valid_to text,
    content bytea not null,
    primary key (tenant, number, span)
);
create index procedures_letters_code on procedures_letters (code);

-- Who sits at the desk of which body, since when, until when, for whom.
create table procedures_seats (
    body text not null,
    officer text not null,
    name text not null,
    valid_from text not null,
    valid_to text,
    -- The officer who has handed the work over for the time, empty for a seat of their own.
    instead_of text not null,
    given_at bigint not null,
    given_by text not null,
    primary key (body, officer, valid_from)
);
