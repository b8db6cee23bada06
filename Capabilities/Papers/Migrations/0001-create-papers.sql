-- What was handed out on paper, by the code that stands on it. The data are what it says; their
-- digest is in the evidence log. They and what a verifier is shown are encrypted. A paper is never
-- changed: it is replaced or revoked.
create table papers_papers (
    tenant text not null,
    code text not null,
    kind text not null,
    subject text not null,
    number text not null,
    state text not null check (state in ('valid', 'replaced', 'revoked')),
    issued_at bigint not null,
    issued_on text not null,
    valid_to text,
    changed_at bigint,
    successor text,
    front bytea not null,
    data bytea not null,
    digest text not null,
    primary key (tenant, code)
);
create index papers_papers_by_subject on papers_papers (tenant, kind, subject, issued_at);
-- Whoever verifies knows the code and nothing else.
create index papers_papers_by_code on papers_papers (code);

-- Each file as it was first made, kept as long as its paper: another version of a font would give
-- other bytes, and the hash of these is what was promised.
create table papers_files (
    tenant text not null,
    code text not null,
    language text not null,
    sha256 text not null,
    made_at bigint not null,
    bytes bytea not null,
    primary key (tenant, code, language)
);

-- What happened to papers, as it goes into the evidence log: numbered with the receipts.
create table papers_records (
    tenant text not null,
    sequence bigint not null,
    code text not null,
    event text not null check (event in ('issued', 'printed', 'replaced', 'revoked')),
    at bigint not null,
    content text not null,
    primary key (tenant, sequence)
);
create index papers_records_in_order on papers_records (sequence);
create index papers_records_of_papers on papers_records (tenant, code, sequence);
