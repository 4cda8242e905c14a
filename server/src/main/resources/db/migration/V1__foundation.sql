-- Runs on SQLite and on PostgreSQL. Ids are made by the program and grow with time; times are epoch
-- milliseconds; constants of enums are lower-case words. (On SQLite a BYTEA column takes blobs.)

create table account (
    id         text    not null primary key,
    name       text    not null unique,
    role       text    not null,
    created_at bigint  not null
);

-- account_id is null in a link that makes the first administrator.
create table sign_in_link (
    hash       text    not null primary key,
    account_id text    references account (id) on delete cascade,
    created_at bigint  not null,
    expires_at bigint  not null,
    used_at    bigint
);

create table session (
    hash       text    not null primary key,
    account_id text    not null references account (id) on delete cascade,
    created_at bigint  not null,
    expires_at bigint  not null
);

create table api_token (
    id           text    not null primary key,
    account_id   text    not null references account (id) on delete cascade,
    name         text    not null,
    hash         text    not null unique,
    created_at   bigint  not null,
    expires_at   bigint,
    last_used_at bigint
);

create table repository (
    id             text    not null primary key,
    owner_id       text    not null references account (id),
    name           text    not null,
    url            text    not null,
    default_branch text    not null,
    valid          boolean not null,
    invalid_reason text,
    checks_allowed boolean not null,
    check_command  text,
    created_at     bigint  not null,
    updated_at     bigint  not null,
    unique (owner_id, url)
);

create table task (
    id            text    not null primary key,
    owner_id      text    not null references account (id),
    repository_id text    not null references repository (id),
    title         text    not null,
    description   text    not null,
    status        text    not null,
    created_at    bigint  not null,
    updated_at    bigint  not null
);
create index task_by_owner on task (owner_id, id);
create index task_by_repository on task (repository_id);

create table execution (
    id               text    not null primary key,
    task_id          text    not null references task (id) on delete cascade,
    owner_id         text    not null references account (id),
    repository_id    text    not null references repository (id),
    attempt          integer not null,
    method           text    not null,
    status           text    not null,
    outcome          text,
    error_category   text,
    error_message    text,
    question         text,
    base_branch      text,
    base_commit      text,
    branch           text,
    head_commit      text,
    pr_url           text,
    pr_number        bigint,
    run_id           text,
    run_attempt      integer not null,
    run_url          text,
    secret           text,
    cancel_requested boolean not null,
    last_position    bigint  not null,
    deadline_at      bigint,
    created_at       bigint  not null,
    started_at       bigint,
    completed_at     bigint,
    heartbeat_at     bigint,
    unique (task_id, attempt)
);
create unique index one_execution_of_a_task on execution (task_id) where status <> 'ended';
create index execution_not_ended on execution (status, id) where status <> 'ended';

create table delivery (
    id           text    not null primary key,
    execution_id text    not null references execution (id) on delete cascade,
    received_at  bigint  not null,
    answer       text    not null
);
create index delivery_by_execution on delivery (execution_id);
create index delivery_by_time on delivery (received_at);

create table phase_log (
    execution_id  text    not null references execution (id) on delete cascade,
    run_attempt   integer not null,
    phase         text    not null,
    next_sequence bigint  not null,
    primary key (execution_id, run_attempt, phase)
);

create table log_chunk (
    execution_id   text    not null references execution (id) on delete cascade,
    first_position bigint  not null,
    line_count     integer not null,
    phase          text    not null,
    run_attempt    integer not null,
    first_sequence bigint  not null,
    lines          text    not null,
    bytes          bigint  not null,
    created_at     bigint  not null,
    primary key (execution_id, first_position)
);
create index log_chunk_by_time on log_chunk (created_at);

create table execution_file (
    execution_id text   not null references execution (id) on delete cascade,
    kind         text   not null,
    content      bytea  not null,
    stored_at    bigint not null,
    primary key (execution_id, kind)
);

create table usage_call (
    id                  text    not null primary key,
    execution_id        text    not null references execution (id) on delete cascade,
    owner_id            text    not null references account (id),
    provider            text    not null,
    model               text    not null,
    input_tokens        bigint  not null,
    cached_input_tokens bigint  not null,
    cache_write_tokens  bigint  not null,
    output_tokens       bigint  not null,
    reasoning_tokens    bigint  not null,
    counted             boolean not null,
    seconds             double precision not null,
    nano_dollars        bigint,
    at                  bigint  not null
);
create index usage_call_by_execution on usage_call (execution_id, id);
create index usage_call_by_owner on usage_call (owner_id, at);

-- db-scheduler's own table. Source: https://github.com/kagkarlsson/db-scheduler, table definitions.
create table scheduled_tasks (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint  not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time asc);
