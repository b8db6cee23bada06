-- Texts that applications under way were begun under: read at every start.
create index procedures_cases_texts on procedures_cases (state, edition_digest, service, edition);
