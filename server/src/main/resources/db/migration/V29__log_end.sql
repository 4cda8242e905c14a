-- Where a log goes on stands in the execution's own row, which each of its events changes anyway.
alter table execution add column next_sequences text not null default '{}';
update execution set next_sequences = coalesce(
    (select '{' || string_agg('"' || phase || '/' || run_attempt || '":' || next_sequence, ',') || '}'
        from phase_log where phase_log.execution_id = execution.id),
    '{}');
drop table phase_log;

-- The deliveries of one execution lie together, and need no index beside their key.
create table delivery_of_execution (
    execution_id text   not null references execution (id) on delete cascade,
    key          text   not null,
    received_at  bigint not null,
    answer       text   not null,
    primary key (execution_id, key)
);
insert into delivery_of_execution (execution_id, key, received_at, answer)
    select execution_id, substr(id, length(execution_id) + 2), received_at, answer from delivery;
drop table delivery;
alter table delivery_of_execution rename to delivery;
create index delivery_by_time on delivery (received_at);
