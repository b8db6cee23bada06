-- What one officer wants done with a document about lists, while a second has to agree to it. It
-- holds for the version of the document that the first officer saw, and for no later one.
create table declarations_follow_up_proposals (
    -- The holder of the document.
    tenant text not null,
    pre_no text not null,
    version bigint not null,
    action text not null,
    reason text not null,
    officer text not null,
    officer_name text not null,
    at bigint not null,
    primary key (tenant, pre_no)
);
