-- Changes of law that wait for a second person, and what became of them: an edition to load, or one
-- to withdraw. `edition` is the number it got, or that is to be withdrawn; 0 where there is none yet.
-- `sha256` is of the file with its day, `changes` is what it would change (JSON), and `changes_sha256`
-- what whoever agrees has agreed to. The long columns stand last: lists are read without them.
-- Reference tables: one row for each change of law.
create table tariff_proposals (
    number bigint not null primary key,
    action text not null,
    kind text not null,
    valid_from text not null,
    document text not null,
    file_name text not null,
    sha256 text not null,
    is_whole bigint not null,
    may_drop_most bigint not null,
    may_change_much bigint not null,
    edition bigint not null,
    reason text not null,
    report_zh text not null,
    report_en text not null,
    proposed_at bigint not null,
    proposed_by text not null,
    proposer text not null,
    state text not null,
    decided_at bigint,
    decided_by text,
    decider text,
    decided_because text,
    changes_sha256 text not null,
    changes text not null,
    content text not null
);

create index tariff_proposals_by_state on tariff_proposals (state, number);
