-- Exports that came back wait for an officer as goods do: reviewed, inspected, handed over,
-- suspended.
drop index declarations_follow_up_worklist;
create index declarations_follow_up_worklist on declarations_follow_ups (district, status_at)
    where status in (300, 500, 505, 600);

-- What the export of returned goods had brought: refunds to be repaid, export duty to be given back.
-- The tenant is the enterprise whose application it is.
create table declarations_return_taxes (
    tenant text not null,
    pre_no text not null,
    version bigint not null,
    stated text not null,
    supplement bigint not null check (supplement >= 0),
    duty_refund bigint not null check (duty_refund >= 0),
    status bigint not null check (status in (1, 2, 3, 4)),
    reference text not null,
    settled_on text,
    primary key (tenant, pre_no)
);
-- A certificate settles one return.
create unique index declarations_return_taxes_certificate
    on declarations_return_taxes (tenant, reference) where reference <> '';
