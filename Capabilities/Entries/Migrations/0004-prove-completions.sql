-- The receipt of the second of two steps, in the same queue of the evidence log as the first.
alter table entries_sent add column completion text;
alter table entries_sent add column completion_sequence bigint not null default 0;
alter table entries_sent add column completion_at bigint not null default 0;
create index entries_sent_completions on entries_sent (completion_sequence)
    where completion_sequence > 0;
