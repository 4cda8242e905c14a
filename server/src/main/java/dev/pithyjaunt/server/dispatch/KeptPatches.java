package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.platform.Database;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/// Which executions publish what an earlier one left.
@Component
public final class KeptPatches {

    private final Database database;
    private final ExecutionStore executions;
    private final FileStore files;

    KeptPatches(Database database, ExecutionStore executions, FileStore files) {
        this.database = database;
        this.executions = executions;
        this.files = files;
    }

    /// The newest of these that left a patch.
    ///
    /// @param all the newest first
    Optional<KeptPatch> newest(List<Execution> all) {
        return all.stream()
                .filter(Execution::isEnded)
                .flatMap(execution -> KeptPatch.of(execution, files).stream())
                .findFirst();
    }

    void add(String executionId, KeptPatch kept) {
        database.write(sql ->
                sql.sql(
                                """
                                insert into republication (execution_id, source_id)
                                values (:executionId, :sourceId)
                                """)
                        .param("executionId", executionId)
                        .param("sourceId", kept.source().id())
                        .update());
    }

    /// What an execution is to publish, and nothing else; empty when it asks the model.
    ///
    /// @throws IllegalStateException when it is to publish what is gone by now
    public Optional<KeptPatch> of(String executionId) {
        Optional<String> source =
                database.read(sql ->
                        sql.sql(
                                        """
                                        select source_id from republication
                                        where execution_id = :executionId
                                        """)
                                .param("executionId", executionId)
                                .query(String.class)
                                .optional());
        return source.map(id ->
                executions
                        .find(id)
                        .flatMap(found -> KeptPatch.of(found, files))
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the patch of execution %s is gone".formatted(id))));
    }
}
