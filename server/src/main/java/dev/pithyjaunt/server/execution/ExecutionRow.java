package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.task.Priority;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.SQLException;
import java.util.Objects;

/// An execution as a row of its table.
final class ExecutionRow {

    /// To be followed by `where`.
    static final String SELECT =
            """
            select id, task_id, owner_id, repository_id, attempt, method, priority, status, outcome,
            error_category, error_message, question, base_branch, base_commit, branch, head_commit, pr_url, pr_number,
            run_id, run_attempt, run_url, cancel_requested, last_position, next_sequences, deadline_at, created_at,
            started_at, completed_at, heartbeat_at, checks_verdict, pr_state,
            secret is not null as has_own_secret
            from execution
            """;

    private ExecutionRow() {}

    static Execution read(Row row) throws SQLException {
        return new Execution(
                row.text("id"),
                row.text("task_id"),
                row.text("owner_id"),
                row.text("repository_id"),
                (int) row.number("attempt"),
                row.constant("method", Execution.Method.class),
                Priority.ofRank(row.number("priority")),
                row.constant("status", Execution.Status.class),
                ending(row),
                new Execution.Base(row.textOrNull("base_branch"), row.textOrNull("base_commit")),
                new Execution.Result(
                        row.textOrNull("branch"),
                        row.textOrNull("head_commit"),
                        row.textOrNull("pr_url"),
                        row.numberOrNull("pr_number"),
                        row.constantOrNull("checks_verdict", Evidence.Verdict.class),
                        row.constantOrNull("pr_state", PullRequestState.class)),
                new Execution.Run(
                        row.textOrNull("run_id"),
                        (int) row.number("run_attempt"),
                        row.textOrNull("run_url")),
                row.flag("cancel_requested"),
                LogEnd.of(row.number("last_position"), row.text("next_sequences")),
                new Execution.Times(
                        row.timeOrNull("deadline_at"),
                        row.time("created_at"),
                        row.timeOrNull("started_at"),
                        row.timeOrNull("completed_at"),
                        row.timeOrNull("heartbeat_at")));
    }

    private static Execution.@Nullable Ending ending(Row row) throws SQLException {
        Outcome outcome = row.constantOrNull("outcome", Outcome.class);
        if (outcome == null) {
            return null;
        }
        ExecutionError.Category category =
                row.constantOrNull("error_category", ExecutionError.Category.class);
        return new Execution.Ending(
                outcome,
                category == null
                        ? null
                        : new ExecutionError(
                                category,
                                Objects.requireNonNullElse(row.textOrNull("error_message"), "")),
                row.textOrNull("question"));
    }

    /// The parameters of a statement that sets every column, named like the record's parts.
    static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Execution execution) {
        Execution.Ending ending = execution.ending();
        ExecutionError error = ending == null ? null : ending.error();
        return statement
                .param("id", execution.id())
                .param("taskId", execution.taskId())
                .param("ownerId", execution.ownerId())
                .param("repositoryId", execution.repositoryId())
                .param("attempt", execution.attempt())
                .param("method", Row.word(execution.method()))
                .param("priority", execution.priority().rank())
                .param("status", Row.word(execution.status()))
                .param("outcome", ending == null ? null : Row.word(ending.outcome()))
                .param("errorCategory", error == null ? null : Row.word(error.category()))
                .param("errorMessage", error == null ? null : error.message())
                .param("question", ending == null ? null : ending.question())
                .param("baseBranch", execution.base().branch())
                .param("baseCommit", execution.base().commit())
                .param("branch", execution.result().branch())
                .param("headCommit", execution.result().headCommit())
                .param("prUrl", execution.result().prUrl())
                .param("prNumber", execution.result().prNumber())
                .param("checksVerdict", Row.wordOrNull(execution.result().checksVerdict()))
                .param("prState", Row.wordOrNull(execution.result().prState()))
                .param("runId", execution.run().id())
                .param("runAttempt", execution.run().attempt())
                .param("runUrl", execution.run().url())
                .param("cancelRequested", execution.cancelRequested())
                .param("deadlineAt", Row.millis(execution.times().deadlineAt()))
                .param("createdAt", Row.millis(execution.times().createdAt()))
                .param("startedAt", Row.millis(execution.times().startedAt()))
                .param("completedAt", Row.millis(execution.times().completedAt()))
                .param("heartbeatAt", Row.millis(execution.times().heartbeatAt()));
    }
}
