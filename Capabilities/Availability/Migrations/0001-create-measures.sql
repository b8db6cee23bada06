-- What servers measured of themselves. A row of `availability_measures` is one component in one
-- span (60 or 3600 seconds) of one run of a server; `latencies` counts requests by how long they
-- took. Bounded: minutes are kept for two days, hours and runs for four hundred.
create table availability_runs (
    run text not null,
    started_at bigint not null,
    seen_at bigint not null,
    primary key (run)
);
create table availability_measures (
    span bigint not null,
    at bigint not null,
    component text not null,
    run text not null,
    requests bigint not null,
    failures bigint not null,
    bad_minutes bigint not null,
    peak bigint not null,
    latencies text not null,
    primary key (span, at, component, run)
);
create table availability_queues (
    at bigint not null,
    run text not null,
    waiting bigint not null,
    behind bigint not null,
    primary key (at, run)
);
