-- Which declaration each foreign proof of origin serves, whoever claims on it: one number of one
-- issuing country serves one declaration of one enterprise. The tenant is who used it first.
create table origin_served_proofs (
    country text not null,
    number text not null,
    tenant text not null,
    declaration text not null,
    used_at bigint not null,
    primary key (country, number)
);
-- Claims of before this table was kept are found by the number as it was written.
create index origin_claims_by_proof on origin_claims (proof);
