-- The last survey of a repository. ask_id: the row of work that makes it.
-- status: waiting, running; then done, or failed with an error.
create table repository_report (
    repository_id text   not null primary key references repository (id) on delete cascade,
    ask_id        text   not null,
    status        text   not null,
    commit_hash   text,
    branch        text,
    asked_at      bigint not null,
    completed_at  bigint,
    report        text,
    error         text
);
create unique index repository_report_by_ask on repository_report (ask_id);
