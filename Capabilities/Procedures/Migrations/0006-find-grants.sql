-- Grants of a service, whoever has them: whether each still rests on what it needs.
create index procedures_cases_granted on procedures_cases (service, state, number);
