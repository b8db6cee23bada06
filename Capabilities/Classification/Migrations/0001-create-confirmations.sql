-- What somebody confirmed to be right: a text and its code. Texts of an enterprise are its own
-- business; those of an authority, whose tenant is empty, are for everybody.
create table classification_confirmations (
    tenant text not null,
    id text not null,
    number bigint not null,
    text text not null,
    text_key text not null,
    code text not null check (length(code) = 10),
    basis text not null check (basis in ('declaration', 'ruling')),
    reference text not null,
    day text not null,
    confirmed_at bigint not null,
    actor text not null,
    actor_name text not null,
    ended_at bigint,
    ended_by text,
    primary key (tenant, id)
);

create index classification_confirmations_number
    on classification_confirmations (tenant, number);

create index classification_confirmations_text
    on classification_confirmations (tenant, text_key);
