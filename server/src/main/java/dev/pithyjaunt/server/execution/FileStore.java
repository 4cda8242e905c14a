package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.Optional;

@Component
public final class FileStore {

    private final Database database;
    private final InstantSource clock;

    public FileStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Stores a file of an execution in the place of the one it had.
    public void put(String executionId, FileKind kind, byte[] content) {
        database.write(sql ->
                sql.sql(
                                """
                                insert into execution_file
                                    (execution_id, kind, content, stored_at)
                                values (:executionId, :kind, :content, :now)
                                on conflict (execution_id, kind) do update
                                    set content = excluded.content,
                                        stored_at = excluded.stored_at
                                """)
                        .param("executionId", executionId)
                        .param("kind", Row.word(kind))
                        .param("content", content)
                        .param("now", Row.millis(clock.instant()))
                        .update());
    }

    public Optional<byte[]> find(String executionId, FileKind kind) {
        return database.read(sql ->
                sql.sql(
                                """
                                select content from execution_file
                                where execution_id = :executionId and kind = :kind
                                """)
                        .param("executionId", executionId)
                        .param("kind", Row.word(kind))
                        .query((set, _) -> set.getBytes("content"))
                        .optional());
    }
}
