package dev.pithyjaunt.server.task;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Page;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

@Component
public final class TaskStore {

    private static final String SELECT =
            """
            select id, owner_id, repository_id, title, description, priority, status, created_at,
                updated_at
            from task
            """;

    private final Database database;

    public TaskStore(Database database) {
        this.database = database;
    }

    public Task add(Task task) {
        database.write(sql ->
                sql.sql(
                                """
                                insert into task
                                    (id, owner_id, repository_id, title, description, priority,
                                    status, created_at, updated_at)
                                values (:id, :ownerId, :repositoryId, :title, :description,
                                    :priority, :status, :createdAt, :updatedAt)
                                """)
                        .param("id", task.id())
                        .param("ownerId", task.ownerId())
                        .param("repositoryId", task.repositoryId())
                        .param("title", task.title())
                        .param("description", task.description())
                        .param("priority", Row.word(task.priority()))
                        .param("status", Row.word(task.status()))
                        .param("createdAt", Row.millis(task.createdAt()))
                        .param("updatedAt", Row.millis(task.updatedAt()))
                        .update());
        return task;
    }

    /// One that the account may see.
    ///
    /// @throws NotFoundException when there is none
    public Task get(Account viewer, String id) {
        return find(id).filter(task -> viewer.maySee(task.ownerId()))
                .orElseThrow(() -> new NotFoundException("task", id));
    }

    /// Whoever's it is: for the server's own work.
    public Optional<Task> find(String id) {
        return database.read(sql -> found(sql, id, ""));
    }

    private static Optional<Task> found(JdbcClient sql, String id, String lock) {
        return sql.sql(SELECT + "where id = :id" + lock)
                .param("id", id)
                .query((set, _) -> task(new Row(set)))
                .optional();
    }

    /// Changes a task that nobody else changes meanwhile. Inside a larger write it stays so until
    /// that one's commit.
    ///
    /// @throws NotFoundException when it is gone
    public Task change(String id, UnaryOperator<Task> verb) {
        return change(id, _ -> true, verb);
    }

    /// The same for one that the account may see.
    ///
    /// @throws NotFoundException when there is none
    public Task change(Account viewer, String id, UnaryOperator<Task> verb) {
        return change(id, task -> viewer.maySee(task.ownerId()), verb);
    }

    private Task change(String id, Predicate<Task> isVisible, UnaryOperator<Task> verb) {
        return database.write(sql -> {
            Task changed =
                    verb.apply(
                            found(sql, id, database.forUpdate())
                                    .filter(isVisible)
                                    .orElseThrow(() -> new NotFoundException("task", id)));
            sql.sql(
                            """
                            update task set title = :title, description = :description,
                                priority = :priority, status = :status, updated_at = :updatedAt
                            where id = :id
                            """)
                    .param("id", changed.id())
                    .param("title", changed.title())
                    .param("description", changed.description())
                    .param("priority", Row.word(changed.priority()))
                    .param("status", Row.word(changed.status()))
                    .param("updatedAt", Row.millis(changed.updatedAt()))
                    .update();
            return changed;
        });
    }

    public Page<Task> list(Account viewer, Filter filter, Page.Request page) {
        List<String> conditions = new ArrayList<>(List.of("id < :before"));
        // Only those that count: a database uses no index for what may be anything.
        if (!viewer.isAdministrator()) {
            conditions.add("owner_id = :viewer");
        }
        if (filter.status() != null) {
            conditions.add("status = :status");
        }
        if (filter.repositoryId() != null) {
            conditions.add("repository_id = :repositoryId");
        }
        if (filter.priority() != null) {
            conditions.add("priority = :priority");
        }
        return Page.of(
                database.read(sql ->
                        sql.sql(
                                        SELECT
                                                + "where "
                                                + String.join(" and ", conditions)
                                                + " order by id desc limit :limit")
                                .param("before", page.beforeOrEnd())
                                .param("viewer", viewer.id())
                                .param("status", Row.wordOrNull(filter.status()))
                                .param("repositoryId", filter.repositoryId())
                                .param("priority", Row.wordOrNull(filter.priority()))
                                .param("limit", page.limit() + 1)
                                .query((set, _) -> task(new Row(set)))
                                .list()),
                page.limit(),
                Task::id);
    }

    /// With all its executions, their logs and files.
    ///
    /// @throws NotFoundException when the account can't see one of that id
    /// @throws ConflictException while it is running
    public void delete(Account viewer, String id) {
        database.write(sql -> {
            found(sql, id, database.forUpdate())
                    .filter(task -> viewer.maySee(task.ownerId()))
                    .orElseThrow(() -> new NotFoundException("task", id))
                    .requireNotRunning("deleted");
            return sql.sql("delete from task where id = :id").param("id", id).update();
        });
    }

    private static Task task(Row row) throws SQLException {
        return new Task(
                row.text("id"),
                row.text("owner_id"),
                row.text("repository_id"),
                row.text("title"),
                row.text("description"),
                row.constant("priority", Priority.class),
                row.constant("status", TaskStatus.class),
                row.time("created_at"),
                row.time("updated_at"));
    }

    /// Which tasks are wanted; absent parts let all through.
    public record Filter(
            @Nullable TaskStatus status,
            @Nullable String repositoryId,
            @Nullable Priority priority) {

        public static final Filter NONE = new Filter(null, null, null);
    }
}
