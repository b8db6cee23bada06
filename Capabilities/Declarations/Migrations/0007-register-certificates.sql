-- Certificates an enterprise signs with. `version` counts changes, so that every server finds those
-- of the others. A certificate that was withdrawn stays: older signatures name it.
create table declarations_certificates (
    tenant text not null,
    fingerprint text not null,
    version bigint not null,
    der bytea not null,
    from_day text not null,
    to_day text,
    registered_at bigint not null,
    registered_by text not null,
    withdrawn_at bigint,
    primary key (tenant, fingerprint)
);
create index declarations_certificates_by_version on declarations_certificates (version);

-- What was found of the signature when the message came: `strict` or `allowed` and the number of
-- the certificate; `refused` and the code; null where nobody asked.
alter table declarations_messages add column seal text;
