-- Each attempt to deliver: what was sent when, why, and what came of it. A log to look at: where
-- delivery goes on stands in journal_webhooks.
create table journal_webhook_attempts (
    tenant text not null,
    webhook text not null,
    id text not null,
    -- Place in the feed; 0 for a test message.
    sequence bigint not null,
    message text not null,
    at bigint not null,
    -- feed, resend or test.
    cause text not null,
    -- Http status; null when none came.
    status bigint,
    -- Null when it was taken.
    trouble text,
    -- Milliseconds until the answer or the failure.
    took bigint not null,
    primary key (tenant, webhook, at, id)
);
create index journal_webhook_attempts_of on journal_webhook_attempts
    (tenant, webhook, sequence, at);
