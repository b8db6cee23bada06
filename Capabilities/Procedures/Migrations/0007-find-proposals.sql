-- Grants that one officer has proposed to end: few among all there ever were.
create index procedures_cases_proposed on procedures_cases (body, state) where proposal is not null;
