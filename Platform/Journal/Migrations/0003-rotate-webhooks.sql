-- The secret before the present one, and until when messages are signed with both.
alter table journal_webhooks add column old_secret text;
alter table journal_webhooks add column old_until bigint;
-- Messages a receiver kept refusing while it took requests: put aside, so that others go on.
create table journal_webhook_letters (
    tenant text not null,
    webhook text not null,
    sequence bigint not null,
    at bigint not null,
    status bigint not null,
    attempts bigint not null,
    primary key (tenant, webhook, sequence)
);
