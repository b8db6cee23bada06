-- What an enterprise says anew of the taxes of a return counts once an officer has accepted it; it
-- waits beside what was said first, with the officer's last answer.
alter table declarations_return_taxes add column restated text;
alter table declarations_return_taxes add column answer text not null default '';
alter table declarations_return_taxes add column answer_reason text not null default '';
alter table declarations_return_taxes add column answered_on text;
