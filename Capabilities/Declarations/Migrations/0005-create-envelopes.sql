-- Which envelopes came, by the number the sender gave: the same number for other contents is refused.
-- The message itself lies in declarations_messages.
create table declarations_envelopes (
    tenant text not null,
    cop_msg_id text not null,
    at bigint not null,
    type text not null,
    guid text not null,
    digest bytea not null,
    primary key (tenant, cop_msg_id)
) /* clustered */;
