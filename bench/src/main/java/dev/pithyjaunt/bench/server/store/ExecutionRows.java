package dev.pithyjaunt.bench.server.store;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Executions that have ended, on GitHub, with what they were granted, what they took and what they
/// left.
final class ExecutionRows implements AutoCloseable {

    private static final int CALLS = 3;
    private static final long START_MILLIS = 5_000;
    private static final long LIMIT_MILLIS = 600_000;
    private static final String COMMIT = "5b1e7c2f9a4d3e8b6c0f1a2d3e4b5c6d7e8f9a0b";
    private static final String PATCH =
            """
            diff --git a/src/part.txt b/src/part.txt
            index 8ab686e..6ad36e5 100644
            --- a/src/part.txt
            +++ b/src/part.txt
            @@ -1,3 +1,5 @@
             # parts
            +# A part has 65,536 bytes at most.
            +max-bytes: 65536
             name: part
             kind: text
            """;

    private final Batch executions;
    private final Batch allowances;
    private final Batch reservations;
    private final Batch calls;
    private final Batch files;

    ExecutionRows(Connection connection) throws SQLException {
        executions =
                new Batch(
                        connection,
                        "execution",
                        "id, task_id, owner_id, repository_id, attempt, method, status, outcome,"
                                + " error_category, error_message, base_branch, base_commit,"
                                + " branch, head_commit, pr_url, pr_number, run_id, run_attempt,"
                                + " run_url, cancel_requested, last_position, next_sequences, deadline_at,"
                                + " created_at, started_at, completed_at, heartbeat_at,"
                                + " checks_verdict, pr_state");
        allowances =
                new Batch(
                        connection,
                        "allowance",
                        "execution_id, tokens, nano_dollars, call_tokens, call_nano_dollars");
        reservations =
                new Batch(
                        connection,
                        "budget_reservation",
                        "execution_id, owner_id, repository_id, day, reserved_nano_dollars,"
                                + " paid_nano_dollars, settled_at");
        calls =
                new Batch(
                        connection,
                        "usage_call",
                        "id, execution_id, owner_id, provider, model, input_tokens,"
                                + " cached_input_tokens, cache_write_tokens, output_tokens,"
                                + " reasoning_tokens, counted, seconds, nano_dollars, at");
        files = new Batch(connection, "execution_file", "execution_id, kind, content, stored_at");
    }

    /// Adds executions whose tasks are there.
    void add(List<Ended> some) throws SQLException {
        for (Ended ended : some) {
            execution(ended);
        }
        executions.flush();
        for (Ended ended : some) {
            money(ended);
            files(ended);
        }
        allowances.flush();
        reservations.flush();
        calls.flush();
        files.flush();
    }

    private void execution(Ended ended) throws SQLException {
        boolean isPublished = ended.hasPatch();
        String url = "https://github.com/bench/" + ended.place().repository();
        long number = ended.number() + 1L;
        executions.add(
                ended.id(),
                ended.taskId(),
                ended.place().owner(),
                ended.place().repository(),
                1,
                "github_actions",
                "ended",
                Ended.word(ended.outcome()),
                ended.category(),
                ended.category() == null ? null : "the model was asked, and 503 was answered",
                "main",
                COMMIT,
                isPublished ? "pj/" + ended.taskId() : null,
                isPublished ? COMMIT : null,
                isPublished ? url + "/pull/" + number : null,
                isPublished ? number : null,
                Long.toString(number),
                1,
                url + "/actions/runs/" + number,
                ended.outcome() == Outcome.CANCELLED,
                (long) ended.lines(),
                LogRows.nextSequences(ended.lines()),
                ended.began() + LIMIT_MILLIS,
                ended.began(),
                ended.began() + START_MILLIS,
                ended.ended(),
                ended.ended(),
                isPublished ? "no_new_failure" : "not_checked",
                isPublished ? "merged" : null);
    }

    private void money(Ended ended) throws SQLException {
        allowances.add(ended.id(), 2_000_000L, 5_000_000_000L, 400_000L, 1_000_000_000L);
        reservations.add(
                ended.id(),
                ended.place().owner(),
                ended.place().repository(),
                LocalDate.ofInstant(Instant.ofEpochMilli(ended.began()), ZoneOffset.UTC).toString(),
                5_000_000_000L,
                45_000_000L * CALLS,
                ended.ended());
        for (int i = 0; i < CALLS; i++) {
            calls.add(
                    Id.next(),
                    ended.id(),
                    ended.place().owner(),
                    "openai",
                    "gpt-5.1",
                    4_000L,
                    20_000L,
                    0L,
                    900L,
                    300L,
                    true,
                    7.5,
                    45_000_000L,
                    ended.ended());
        }
    }

    private void files(Ended ended) throws SQLException {
        if (!ended.hasPatch()) {
            return;
        }
        file(ended, "patch", PATCH);
        file(
                ended,
                "evidence",
                Json.line(
                        new Evidence(
                                ended.id(),
                                COMMIT,
                                new Evidence.Isolation(CheckMode.JOB, List.of(), List.of()),
                                List.of("java 25", "git 2.47"),
                                List.of(),
                                List.of(),
                                Evidence.Verdict.NO_NEW_FAILURE,
                                List.of("3 checks were run."),
                                null,
                                40.5)));
        file(
                ended,
                "report",
                Json.line(
                        new Report(
                                ended.id(),
                                ended.taskId(),
                                COMMIT,
                                ended.outcome(),
                                null,
                                false,
                                null,
                                "Parts say how many bytes they may have.",
                                List.of(new Report.FileChange("src/part.txt", 2, 0)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("src/part.txt"),
                                null,
                                List.of(),
                                Usage.NONE,
                                1,
                                Instant.ofEpochMilli(ended.began()),
                                Instant.ofEpochMilli(ended.ended()))));
    }

    private void file(Ended ended, String kind, String content) throws SQLException {
        files.add(ended.id(), kind, content.getBytes(StandardCharsets.UTF_8), ended.ended());
    }

    @Override
    public void close() throws SQLException {
        executions.close();
        allowances.close();
        reservations.close();
        calls.close();
        files.close();
    }
}
