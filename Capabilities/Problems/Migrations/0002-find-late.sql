-- What the clock has to look at: open problems that were not put before the leading body yet, and
-- answers that count as confirmed after a day.
create index problems_cases_late on problems_cases (due, number)
    where state = 'open' and escalated_at is null;
create index problems_cases_lapsing on problems_cases (lapses, number) where state = 'answered';
