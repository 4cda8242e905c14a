package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.LogEnd;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A server that is brought up to date goes on with the logs and deliveries of its executions.
class LogEndMigrationIT extends StoreContract {

    /// As the tables were before.
    private static final List<String> BACK =
            List.of(
                    "delete from flyway_schema_history where version = '29'",
                    "alter table execution drop column next_sequences",
                    "drop table delivery",
                    """
                    create table delivery (
                        id           text    not null primary key,
                        execution_id text    not null references execution (id) on delete cascade,
                        received_at  bigint  not null,
                        answer       text    not null
                    )
                    """,
                    "create index delivery_by_execution on delivery (execution_id)",
                    "create index delivery_by_time on delivery (received_at)",
                    """
                    create table phase_log (
                        execution_id  text    not null references execution (id) on delete cascade,
                        run_attempt   integer not null,
                        phase         text    not null,
                        next_sequence bigint  not null,
                        primary key (execution_id, run_attempt, phase)
                    )
                    """);

    private void run(String statement) {
        database.write(sql -> sql.sql(statement).update());
    }

    @Test
    void whatWasSaidAndDeliveredBeforeIsKnown() {
        Execution spoken = execution(task(member("ada")));
        Execution silent = execution(task(member("jo")));
        BACK.forEach(this::run);
        run("update execution set last_position = 12 where id = '" + spoken.id() + "'");
        for (String phase : List.of("1, 'generate', 9", "1, 'validate', 3", "2, 'generate', 3")) {
            run("insert into phase_log values ('" + spoken.id() + "', " + phase + ")");
        }
        run(
                "insert into delivery values ('%1$s/body:a/b', '%1$s', 5, '{\"status\":200}')"
                        .formatted(spoken.id()));

        try (Database later = openAgain()) {
            ExecutionStore executions = new ExecutionStore(later);
            assertThat(executions.find(spoken.id()).orElseThrow().logEnd())
                    .isEqualTo(
                            new LogEnd(
                                    12,
                                    new TreeMap<>(
                                            Map.of(
                                                    "generate/1",
                                                    9L,
                                                    "validate/1",
                                                    3L,
                                                    "generate/2",
                                                    3L))));
            assertThat(executions.find(silent.id()).orElseThrow().logEnd()).isEqualTo(LogEnd.EMPTY);
            assertThat(
                            later.<List<Map<String, Object>>>read(sql ->
                                    sql.sql("select execution_id, key, answer from delivery")
                                            .query()
                                            .listOfRows()))
                    .containsExactly(
                            Map.of(
                                    "execution_id",
                                    spoken.id(),
                                    "key",
                                    "body:a/b",
                                    "answer",
                                    "{\"status\":200}"));
        }
    }
}
