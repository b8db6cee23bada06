-- What was refused before anything of it was kept has a number of the E-Port's in its receipt and nowhere else. Under the
-- number its sender gave it, it is found by this. The tenant is who got the receipt.
create table declarations_refused_numbers (
    tenant text not null,
    number text not null,
    -- The number in the receipt.
    subject text not null,
    primary key (tenant, number, subject)
);
