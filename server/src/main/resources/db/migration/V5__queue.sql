alter table task add column priority text not null default 'normal';

-- The task's when it was accepted: 0 is high, 1 normal, 2 low. watched_at is when a server last asked
-- the forge about it.
alter table execution add column priority integer not null default 1;
alter table execution add column watched_at bigint;
create index execution_waiting on execution (method, owner_id, repository_id, priority, id, created_at)
    where status = 'waiting';

-- One row, locked by who takes an execution out of the queue: what others count must not change meanwhile.
create table queue_lock (
    id integer not null primary key
);
insert into queue_lock (id) values (1);

-- Whose turn was when: of two that have as much running, the one served longer ago is next.
create table queue_turn (
    owner_id text   not null primary key,
    turn     bigint not null
);

-- One row: what administrators say, beside the setting EXECUTION_ENABLED.
create table execution_switch (
    id         integer not null primary key,
    enabled    boolean not null,
    reason     text    not null,
    changed_by text,
    changed_at bigint
);
insert into execution_switch (id, enabled, reason) values (1, true, '');
