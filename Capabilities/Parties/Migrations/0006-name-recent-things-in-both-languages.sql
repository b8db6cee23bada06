-- What the page of a thing is called in the other language; empty where it is not known.
alter table parties_recent add column other_title text not null default '';
