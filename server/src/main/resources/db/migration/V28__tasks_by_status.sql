-- Of many tasks those in a rare state are found without looking through all.
create index task_by_status on task (status, id);
