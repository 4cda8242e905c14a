package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Deletes the logs of executions that ended long ago. The execution keeps the position of its last
/// line, so that readers can tell a log that is gone from one that never was.
@Component
public final class OldLogs {

    /// Together with the bytes, what keeps others from writing for a few milliseconds only.
    private static final int MAX_CHUNKS = 200;

    private static final long MAX_BYTES = 2 << 20;

    private final Database database;

    public OldLogs(Database database) {
        this.database = database;
    }

    private record Chunk(String executionId, long firstPosition, long bytes) {}

    /// Deletes some of what is old, in one short transaction.
    ///
    /// @param before which the executions ended
    /// @return chunks deleted; 0 when nothing old is left
    public int deleteSome(Instant before) {
        List<Chunk> chunks = some(before);
        if (chunks.isEmpty()) {
            return 0;
        }
        return database.write(sql -> {
            int deleted = 0;
            for (Chunk chunk : chunks) {
                deleted +=
                        sql.sql(
                                        """
                                        delete from log_chunk where execution_id = :executionId
                                            and first_position = :firstPosition
                                        """)
                                .param("executionId", chunk.executionId())
                                .param("firstPosition", chunk.firstPosition())
                                .update();
            }
            return deleted;
        });
    }

    /// Looked for by readers, who keep nobody from writing. The oldest chunks come first by an
    /// index; of those that can't be deleted yet there are only as many as run at a time.
    private List<Chunk> some(Instant before) {
        List<Chunk> found =
                database.read(sql ->
                        sql.sql(
                                        """
                                        select c.execution_id, c.first_position, c.bytes
                                        from log_chunk c join execution e on e.id = c.execution_id
                                        where c.created_at < :before and e.status = 'ended'
                                            and e.completed_at < :before
                                        order by c.created_at limit :limit
                                        """)
                                .param("before", Row.millis(before))
                                .param("limit", MAX_CHUNKS)
                                .query((set, _) -> {
                                    Row row = new Row(set);
                                    return new Chunk(
                                            row.text("execution_id"),
                                            row.number("first_position"),
                                            row.number("bytes"));
                                })
                                .list());
        List<Chunk> some = new ArrayList<>();
        long bytes = 0;
        for (Chunk chunk : found) {
            bytes += chunk.bytes();
            if (bytes > MAX_BYTES && !some.isEmpty()) {
                break;
            }
            some.add(chunk);
        }
        return some;
    }
}
