-- What the forge said last of an execution's pull request; null while it said nothing.
alter table execution add column pr_state text;
