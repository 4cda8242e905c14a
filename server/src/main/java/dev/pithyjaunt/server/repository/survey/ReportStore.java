package dev.pithyjaunt.server.repository.survey;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;
import dev.pithyjaunt.server.repository.survey.RepositoryReport.Status;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Reports as rows, one for each repository.
@Component
final class ReportStore {

    private final Database database;
    private final InstantSource clock;

    ReportStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<RepositoryReport> find(String repositoryId) {
        return database.read(sql ->
                sql.sql(
                                """
                                select status, commit_hash, branch, asked_at, completed_at, error,
                                    report
                                from repository_report where repository_id = :id
                                """)
                        .param("id", repositoryId)
                        .query((set, _) -> report(new Row(set)))
                        .optional());
    }

    /// @return false when one waits or runs already
    boolean ask(String repositoryId, String askId) {
        return database.write(sql ->
                sql.sql(
                                        """
                                        insert into repository_report
                                            (repository_id, ask_id, status, asked_at)
                                        values (:id, :askId, 'waiting', :now)
                                        on conflict (repository_id) do update set
                                            ask_id = excluded.ask_id,
                                            status = excluded.status,
                                            asked_at = excluded.asked_at,
                                            error = null
                                        where repository_report.status
                                            not in ('waiting', 'running')
                                        """)
                                .param("id", repositoryId)
                                .param("askId", askId)
                                .param("now", Row.millis(clock.instant()))
                                .update()
                        == 1);
    }

    /// @return the repository's id; empty when there is nothing to do any more
    Optional<String> begin(String askId) {
        return database.write(sql -> {
            int _ =
                    sql.sql(
                                    """
                                    update repository_report set status = 'running'
                                    where ask_id = :askId and status = 'waiting'
                                    """)
                            .param("askId", askId)
                            .update();
            return sql.sql(
                            """
                            select repository_id from repository_report
                            where ask_id = :askId and status = 'running'
                            """)
                    .param("askId", askId)
                    .query(String.class)
                    .optional();
        });
    }

    /// @param report JSON
    void done(String askId, String commit, String branch, String report) {
        end(askId, Status.DONE, commit, branch, report, null);
    }

    void fail(String askId, String error) {
        end(askId, Status.FAILED, null, null, null, error);
    }

    private void end(
            String askId,
            Status status,
            @Nullable String commit,
            @Nullable String branch,
            @Nullable String report,
            @Nullable String error) {
        database.write(sql ->
                sql.sql(
                                """
                                update repository_report set status = :status,
                                    commit_hash = :commit, branch = :branch,
                                    completed_at = :now, report = :report, error = :error
                                where ask_id = :askId
                                """)
                        .param("askId", askId)
                        .param("status", Row.word(status))
                        .param("commit", commit)
                        .param("branch", branch)
                        .param("now", Row.millis(clock.instant()))
                        .param("report", report)
                        .param("error", error)
                        .update());
    }

    @SuppressWarnings("unchecked")
    private static RepositoryReport report(Row row) throws SQLException {
        String report = row.textOrNull("report");
        return new RepositoryReport(
                row.constant("status", Status.class),
                row.textOrNull("commit_hash"),
                row.textOrNull("branch"),
                row.time("asked_at"),
                row.timeOrNull("completed_at"),
                row.textOrNull("error"),
                report == null ? null : (Map<String, Object>) Json.read(report, Map.class));
    }
}
