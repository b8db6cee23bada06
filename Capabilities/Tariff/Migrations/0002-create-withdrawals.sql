-- Editions that were set aside and that an operator has done with: the file stays, it is only no
-- longer tried. One row for each at most.
create table tariff_withdrawals (
    number bigint not null primary key,
    withdrawn_at bigint not null,
    withdrawn_by text not null
);
