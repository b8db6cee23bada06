-- Who took a paper back, and the code of the letter that says so: what whoever verifies it asks first.
-- The name is that of a body or of the part somebody plays, never a person's.
alter table papers_papers add column revoked_by_zh text;
alter table papers_papers add column revoked_by_en text;
alter table papers_papers add column revocation text;
