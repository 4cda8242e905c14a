package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.server.githubhook.Hook.TaskAsked;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Wishes as rows. They are kept for longer than GitHub sends a delivery again.
@Component
final class WishStore {

    private final Database database;
    private final InstantSource clock;

    WishStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @return false when it was asked before
    boolean add(TaskAsked asked, String repositoryId) {
        return database.write(sql ->
                sql.sql(
                                        """
                                        insert into issue_wish
                                            (id, repository_id, github_repository_id,
                                            issue_number, kind, sender, title, description,
                                            status, created_at)
                                        values (:id, :repositoryId, :place, :issue, :kind,
                                            :sender, :title, :description, 'asked', :now)
                                        on conflict do nothing
                                        """)
                                .param("id", asked.id())
                                .param("repositoryId", repositoryId)
                                .param("place", asked.place().id())
                                .param("issue", asked.issue())
                                .param("kind", Row.word(asked.kind()))
                                .param("sender", asked.sender().login())
                                .param("title", asked.text().title())
                                .param("description", asked.text().description())
                                .param("now", Row.millis(clock.instant()))
                                .update()
                        == 1);
    }

    /// Whether a task that an issue's label asked for is not over yet. Inside a write, nobody else
    /// asks for one meanwhile.
    ///
    /// @param repositoryId the same for all who ask
    boolean isLabelHeeded(TaskAsked asked, String repositoryId) {
        return database.write(sql -> {
            sql.sql("select id from repository where id = :id" + database.forUpdate())
                    .param("id", repositoryId)
                    .query(String.class)
                    .optional();
            return sql.sql(
                                    """
                                    select count(*) from issue_wish
                                    where github_repository_id = :place
                                        and issue_number = :issue and kind = 'label'
                                        and (status in ('asked', 'made') or task_id in
                                            (select id from task
                                            where status in ('queued', 'running')))
                                    """)
                            .param("place", asked.place().id())
                            .param("issue", asked.issue())
                            .query(Long.class)
                            .single()
                    > 0;
        });
    }

    Optional<Wish> find(String id) {
        return found(id, "");
    }

    /// Keeps others from changing it until the commit.
    Optional<Wish> lock(String id) {
        return database.write(_ -> found(id, database.forUpdate()));
    }

    private Optional<Wish> found(String id, String lock) {
        return database.read(sql ->
                sql.sql(
                                """
                                select id, repository_id, issue_number, sender, title, description,
                                    status, task_id, created_at
                                from issue_wish where id = :id
                                """
                                        + lock)
                        .param("id", id)
                        .query((set, _) -> wish(new Row(set)))
                        .optional());
    }

    /// @param reason why there is no task, or why it was not executed; absent: all is well
    /// @param taskId absent: there is none
    void set(String id, Wish.Status status, @Nullable String reason, @Nullable String taskId) {
        database.write(sql ->
                sql.sql(
                                """
                                update issue_wish set status = :status, reason = :reason,
                                    task_id = :taskId
                                where id = :id
                                """)
                        .param("id", id)
                        .param("status", Row.word(status))
                        .param("reason", reason)
                        .param("taskId", taskId)
                        .update());
    }

    /// The next step of one that has its task, or had it.
    void set(String id, Wish.Status status) {
        database.write(sql ->
                sql.sql("update issue_wish set status = :status where id = :id")
                        .param("id", id)
                        .param("status", Row.word(status))
                        .update());
    }

    /// Those whose task is over, or never was.
    void forgetBefore(Instant time) {
        database.write(sql ->
                sql.sql(
                                """
                                delete from issue_wish where created_at < :time
                                    and status not in ('asked', 'made')
                                    and not exists (select 1 from task
                                        where task.id = issue_wish.task_id
                                            and task.status in ('queued', 'running'))
                                """)
                        .param("time", Row.millis(time))
                        .update());
    }

    private static Wish wish(Row row) throws SQLException {
        return new Wish(
                row.text("id"),
                row.text("repository_id"),
                row.number("issue_number"),
                row.text("sender"),
                new IssueText(row.text("title"), row.text("description")),
                row.constant("status", Wish.Status.class),
                row.textOrNull("task_id"),
                row.time("created_at"));
    }
}
