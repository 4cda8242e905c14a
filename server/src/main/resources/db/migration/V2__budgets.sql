-- Money is in 10^-9 dollars; days are UTC, as 2026-11-22.

-- One row, locked by who reserves: sums of others' reservations must not change meanwhile.
create table budget_lock (
    id integer not null primary key
);
insert into budget_lock (id) values (1);

-- No foreign keys: what was spent stays spent when its task or its repository is deleted.
-- paid_nano_dollars is null while it is not known; until then what is reserved counts.
create table budget_reservation (
    execution_id          text   not null primary key,
    owner_id              text   not null,
    repository_id         text   not null,
    day                   text   not null,
    reserved_nano_dollars bigint not null,
    paid_nano_dollars     bigint,
    settled_at            bigint
);
create index budget_reservation_by_owner on budget_reservation (day, owner_id);
create index budget_reservation_by_repository on budget_reservation (day, repository_id);

-- What an execution was granted when it was accepted, whatever the settings say later.
create table allowance (
    execution_id      text   not null primary key references execution (id) on delete cascade,
    tokens            bigint not null,
    nano_dollars      bigint,
    call_tokens       bigint,
    call_nano_dollars bigint
);

create table edit_count (
    execution_id text    not null references execution (id) on delete cascade,
    provider     text    not null,
    model        text    not null,
    form         text    not null,
    stated       bigint  not null,
    fitted       bigint  not null,
    primary key (execution_id, provider, model, form)
);

create index execution_by_time on execution (created_at);
create index execution_by_owner on execution (owner_id, created_at);
