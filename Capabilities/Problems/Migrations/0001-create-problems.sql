-- Problems (问题), comments and complaints that enterprises raise. `tenant` is the enterprise, title
-- and words are encrypted for their place. Nothing is closed that was not answered.
create table problems_cases (
    tenant text not null,
    number text not null,
    kind text not null,
    topic text not null,
    body text not null,
    authority text not null,
    state text not null check (state in ('open', 'answered', 'closed')),
    title bytea not null,
    affected bigint not null,
    sender text not null check (sender in ('firm', 'association')),
    about text not null,
    round bigint not null,
    raised_at bigint not null,
    clock_at bigint not null,
    due text not null,
    escalated_at bigint,
    answered_at bigint,
    lapses text,
    cause text not null,
    used_days bigint not null,
    closed_at bigint,
    outcome text not null check (outcome in ('', 'confirmed', 'lapsed')),
    version bigint not null,
    primary key (tenant, number),
    check (state = 'open' or answered_at is not null),
    check (state <> 'closed' or outcome <> '')
);
create index problems_cases_by_number on problems_cases (number);
create index problems_cases_by_authority on problems_cases (authority, state, due);
create index problems_cases_by_state on problems_cases (state, due);
create index problems_cases_by_about on problems_cases (about);

-- What was said about one, in order.
create table problems_words (
    tenant text not null,
    number text not null,
    place bigint not null,
    kind text not null check (kind in ('raised', 'answered', 'reopened', 'handed')),
    words bytea not null,
    actor text not null,
    said_at bigint not null,
    primary key (tenant, number, place)
);

-- Technical measures abroad (技术性贸易措施).
create table problems_measures (
    id text not null primary key,
    market text not null,
    goods text not null,
    title_zh text not null,
    title_en text not null,
    summary_zh text not null,
    summary_en text not null,
    notified text not null,
    comments_until text not null,
    effective text not null,
    source text not null,
    entered_by text not null,
    entered_at bigint not null
);
create index problems_measures_by_day on problems_measures (notified);

-- Meetings with leading firms and associations (常态沟通).
create table problems_meetings (
    id text not null primary key,
    body text not null,
    day text not null,
    title text not null,
    parties text not null,
    notes text not null,
    entered_by text not null,
    entered_at bigint not null
);
create index problems_meetings_by_day on problems_meetings (day);

-- Progress that bodies report on the tasks of the papers (任务进展), by quarter.
create table problems_reports (
    policy text not null,
    article text not null,
    quarter text not null,
    body text not null,
    state text not null check (state in ('on-track', 'late', 'done')),
    words text not null,
    example text not null,
    reporter text not null,
    reported_at bigint not null,
    primary key (policy, article, quarter, body)
);
