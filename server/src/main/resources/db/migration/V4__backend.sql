-- Where a repository's executions run.
alter table repository add column backend text not null default 'local';
