-- A row is there exactly when the effect of its request is.
create table idempotency_key (
    account_id   text    not null references account (id) on delete cascade,
    path         text    not null,
    request_key  text    not null,
    fingerprint  text    not null,
    status       integer not null,
    location     text,
    content_type text,
    body         text    not null,
    created_at   bigint  not null,
    primary key (account_id, path, request_key)
);

create index idempotency_key_by_time on idempotency_key (created_at);
