-- Editions an operator withdrew: one that was set aside is no longer tried, one that is in use holds
-- no longer from `valid_from` on. The file stays. One row for each at most.
create table tariff_withdrawals (
    number bigint not null primary key,
    withdrawn_at bigint not null,
    withdrawn_by text not null,
    valid_from text not null,
    reason text not null
);
