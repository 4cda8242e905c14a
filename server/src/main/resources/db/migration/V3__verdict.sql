-- What the checks of an execution said together; null when it was not told.
alter table execution add column checks_verdict text;
