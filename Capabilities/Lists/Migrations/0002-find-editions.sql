-- Whether the edition of a year was published is asked with every nomination.
create index lists_changes_by_edition on lists_changes (list, kind, edition);
