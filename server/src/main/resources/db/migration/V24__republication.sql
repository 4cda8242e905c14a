-- An execution that publishes what another one left.
create table republication (
    execution_id text not null primary key references execution (id) on delete cascade,
    source_id    text not null references execution (id) on delete cascade
);

create index republication_by_source on republication (source_id);
