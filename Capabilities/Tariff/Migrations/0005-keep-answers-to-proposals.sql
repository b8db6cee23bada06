-- What the interface answered when a change was proposed: whoever sends the same again, because the
-- first answer did not reach him, gets it at once. Empty for what was proposed before.
alter table tariff_proposals add column answer text not null default '';
