package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Executions as rows. What changes a task along with its execution is in [Executions].
@Component
public final class ExecutionStore {

    private final Database database;

    public ExecutionStore(Database database) {
        this.database = database;
    }

    /// Stores a new execution, whoever else tries to at the same time.
    ///
    /// @param secret its own event secret; absent: its repository's is used
    /// @throws ConflictException when another one of the task has not ended
    public Execution add(Execution execution, @Nullable String secret) {
        int added =
                database.write(sql ->
                        ExecutionRow.bind(
                                        sql.sql(
                                                """
                                                insert into execution
                                                    (id, task_id, owner_id, repository_id,
                                                    attempt, method, priority, status,
                                                    outcome, error_category, error_message, question,
                                                    base_branch, base_commit, branch,
                                                    head_commit, pr_url, pr_number, run_id,
                                                    run_attempt, run_url, secret,
                                                    cancel_requested, last_position,
                                                    deadline_at, created_at, started_at,
                                                    completed_at, heartbeat_at,
                                                    checks_verdict, pr_state)
                                                values (:id, :taskId, :ownerId, :repositoryId,
                                                    :attempt, :method, :priority, :status,
                                                    :outcome,
                                                    :errorCategory, :errorMessage, :question,
                                                    :baseBranch, :baseCommit, :branch,
                                                    :headCommit, :prUrl, :prNumber, :runId,
                                                    :runAttempt, :runUrl, :secret,
                                                    :cancelRequested, 0, :deadlineAt,
                                                    :createdAt, :startedAt, :completedAt,
                                                    :heartbeatAt, :checksVerdict, :prState)
                                                on conflict do nothing
                                                """),
                                        execution)
                                .param(
                                        "secret",
                                        secret == null ? null : sealed(execution.id(), secret))
                                .update());
        if (added == 0) {
            throw new ConflictException(
                    "task %s has an execution that has not ended".formatted(execution.taskId()));
        }
        return execution;
    }

    /// The number that the next execution of a task has, from 1.
    int nextAttempt(String taskId) {
        return database.read(sql ->
                sql.sql(
                                """
                                select coalesce(max(attempt), 0) + 1 from execution
                                where task_id = :taskId
                                """)
                        .param("taskId", taskId)
                        .query(Integer.class)
                        .single());
    }

    /// One that the account may see.
    ///
    /// @throws NotFoundException when there is none
    public Execution get(Account viewer, String id) {
        return find(id).filter(execution -> viewer.maySee(execution.ownerId()))
                .orElseThrow(() -> new NotFoundException("execution", id));
    }

    /// Whoever's it is: for the server's own work.
    public Optional<Execution> find(String id) {
        return database.read(sql -> found(sql, id, ""));
    }

    private static Optional<Execution> found(JdbcClient sql, String id, String lock) {
        return sql.sql(ExecutionRow.SELECT + "where id = :id" + lock)
                .param("id", id)
                .query((set, _) -> ExecutionRow.read(new Row(set)))
                .optional();
    }

    private String sealed(String id, String secret) {
        return database.vault().seal(secret, owner(id));
    }

    private static String owner(String id) {
        return "execution " + id;
    }

    /// The event secret of its own, if it has one.
    public Optional<String> findSecret(String id) {
        return findSealed(id).map(sealed -> database.vault().open(sealed, owner(id)));
    }

    private Optional<String> findSealed(String id) {
        return database.read(sql ->
                sql.sql(
                                """
                                select secret from execution
                                where id = :id and secret is not null
                                """)
                        .param("id", id)
                        .query(String.class)
                        .optional());
    }

    /// Gives it an event secret of its own, in place of its repository's.
    public void giveSecret(String id, String secret) {
        database.write(sql ->
                sql.sql("update execution set secret = :secret where id = :id")
                        .param("secret", sealed(id, secret))
                        .param("id", id)
                        .update());
    }

    /// Of one task, the newest first.
    public List<Execution> listOfTask(String taskId) {
        return database.read(sql ->
                sql.sql(ExecutionRow.SELECT + "where task_id = :taskId order by attempt desc")
                        .param("taskId", taskId)
                        .query((set, _) -> ExecutionRow.read(new Row(set)))
                        .list());
    }

    /// The one of a task that has not ended.
    public Optional<Execution> findCurrent(String taskId) {
        return listOfTask(taskId).stream().filter(execution -> !execution.isEnded()).findFirst();
    }

    /// Those in one status that is not the end, the oldest first.
    public List<Execution> list(Execution.Status status, Execution.Method method, int limit) {
        return database.read(sql ->
                sql.sql(
                                ExecutionRow.SELECT
                                        + """
                                        where status = :status and status <> 'ended'
                                            and method = :method
                                        order by id limit :limit
                                        """)
                        .param("status", Row.word(status))
                        .param("method", Row.word(method))
                        .param("limit", limit)
                        .query((set, _) -> ExecutionRow.read(new Row(set)))
                        .list());
    }

    /// Claims the right to ask the forge about an execution, for one of all servers.
    ///
    /// @param pause that has to lie between two of them
    /// @return whether it is the caller's; false too when it has ended
    public boolean takeLook(String id, Instant now, Duration pause) {
        return database.write(sql ->
                sql.sql(
                                """
                                update execution set watched_at = :now
                                where id = :id and status <> 'ended'
                                    and (watched_at is null or watched_at <= :before
                                        or watched_at > :now)
                                """)
                        .param("id", id)
                        .param("now", Row.millis(now))
                        .param("before", Row.millis(now.minus(pause)))
                        .update())
                > 0;
    }

    /// Changes an execution that nobody else changes meanwhile. Inside a larger write it stays so
    /// until that one's commit. Where its log goes on is not changed.
    ///
    /// @throws NotFoundException when it is gone
    public Execution change(String id, UnaryOperator<Execution> verb) {
        return database.write(sql -> {
            Execution changed =
                    verb.apply(
                            found(sql, id, database.forUpdate())
                                    .orElseThrow(() -> new NotFoundException("execution", id)));
            ExecutionRow.bind(
                            sql.sql(
                                    """
                                    update execution set status = :status,
                                        outcome = :outcome, error_category = :errorCategory,
                                        error_message = :errorMessage, question = :question,
                                        base_branch = :baseBranch, base_commit = :baseCommit,
                                        branch = :branch, head_commit = :headCommit,
                                        pr_url = :prUrl, pr_number = :prNumber,
                                        checks_verdict = :checksVerdict, pr_state = :prState,
                                        run_id = :runId, run_attempt = :runAttempt,
                                        run_url = :runUrl,
                                        cancel_requested = :cancelRequested,
                                        deadline_at = :deadlineAt, started_at = :startedAt,
                                        completed_at = :completedAt,
                                        heartbeat_at = :heartbeatAt
                                    where id = :id
                                    """),
                            changed)
                    .update();
            return changed;
        });
    }

    /// Those of some that there are, by id, and nobody else changes them to the commit of the write
    /// that this is a part of.
    public Map<String, Locked> lock(Collection<String> ids) {
        return database.write(sql ->
                sql
                        .sql(
                                ExecutionRow.SELECT
                                        + "where id in (:ids) order by id"
                                        + database.forUpdate())
                        .param("ids", Database.padded(ids))
                        .query((set, _) -> locked(new Row(set)))
                        .list()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        one -> one.execution().id(), Function.identity())));
    }

    /// @param hasOwnSecret whether it has an event secret of its own
    public record Locked(Execution execution, boolean hasOwnSecret) {}

    private static Locked locked(Row row) throws SQLException {
        return new Locked(ExecutionRow.read(row), row.flag("has_own_secret"));
    }

    /// Stores what a runner that only speaks changes of executions that are locked: when it was
    /// last heard, and where its log goes on.
    public void storeHeard(Collection<Execution> heard) {
        database.writeEach(
                """
                update execution set heartbeat_at = ?, last_position = ?, next_sequences = ?
                where id = ?
                """,
                heard.stream()
                        .map(execution ->
                                new Object[] {
                                    new SqlParameterValue(
                                            Types.BIGINT,
                                            Row.millis(execution.times().heartbeatAt())),
                                    execution.lastPosition(),
                                    execution.logEnd().sequencesText(),
                                    execution.id()
                                })
                        .toList());
    }
}
