-- Mails that are to be sent, and what became of them: at most one of a kind for each execution.
create table mail (
    id           text    not null primary key,
    execution_id text    not null references execution (id) on delete cascade,
    kind         text    not null,
    status       text    not null,
    tries        integer not null,
    failure      text,
    created_at   bigint  not null,
    ended_at     bigint,
    unique (execution_id, kind)
);
