-- Deliveries of GitHub's own webhooks that were taken, so that a repeat is known.
create table github_delivery (
    id          text   not null primary key,
    received_at bigint not null
);
create index github_delivery_by_time on github_delivery (received_at);

-- Tasks that people asked for at an issue. The id is what was asked once: a label at one time, a comment.
-- status: asked; then refused, or made and begun.
create table issue_wish (
    id                   text   not null primary key,
    repository_id        text   not null references repository (id) on delete cascade,
    github_repository_id bigint not null,
    issue_number         bigint not null,
    kind                 text   not null,
    sender               text   not null,
    title                text   not null,
    description          text   not null,
    status               text   not null,
    reason               text,
    task_id              text   references task (id) on delete set null,
    created_at           bigint not null
);
create index issue_wish_by_issue on issue_wish (github_repository_id, issue_number);
create index issue_wish_by_time on issue_wish (created_at);
create index issue_wish_by_task on issue_wish (task_id);
create index issue_wish_by_repository on issue_wish (repository_id);

create index repository_by_url on repository (lower(url));
