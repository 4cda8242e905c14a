package dev.pithyjaunt.bench.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/// The log of executions as the server stores it: chunks of lines that came together, as JSON.
final class LogRows implements AutoCloseable {

    /// In a delivery of a runner that says some things a second.
    static final int LINES_OF_A_CHUNK = 10;

    private final Batch chunks;

    LogRows(Connection connection) throws SQLException {
        chunks =
                new Batch(
                        connection,
                        "log_chunk",
                        "execution_id, first_position, line_count, phase, run_attempt,"
                                + " first_sequence, lines, bytes, created_at");
    }

    /// Adds all lines of an execution, half of them of each of two phases.
    void add(String executionId, int lines, long millis) throws SQLException {
        int first = ofGenerate(lines);
        add(executionId, "generate", 0, first, millis);
        add(executionId, "validate", first, lines - first, millis);
    }

    /// The numbers that the next lines of the phases would have, in the form of the execution's
    /// column.
    static String nextSequences(int lines) {
        int first = ofGenerate(lines);
        return "{\"generate/1\":%d,\"validate/1\":%d}".formatted(first + 1, lines - first + 1);
    }

    private static int ofGenerate(int lines) {
        return Math.ceilDiv(lines, 2);
    }

    private void add(String executionId, String phase, int before, int lines, long millis)
            throws SQLException {
        for (int from = 0; from < lines; from += LINES_OF_A_CHUNK) {
            int count = Math.min(LINES_OF_A_CHUNK, lines - from);
            String json = json(before + from + 1, count, Instant.ofEpochMilli(millis));
            chunks.add(
                    executionId,
                    (long) before + from + 1,
                    count,
                    phase,
                    1,
                    (long) from + 1,
                    json,
                    (long) json.getBytes(StandardCharsets.UTF_8).length,
                    millis);
        }
    }

    /// @param first position of the first line
    private static String json(int first, int count, Instant at) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"at\":\"")
                    .append(at)
                    .append("\",\"level\":\"info\",\"text\":\"")
                    .append(text(first + i))
                    .append("\"}");
        }
        return json.append(']').toString();
    }

    private static String text(int position) {
        // There are millions: a format takes much longer.
        return "looked at src/main/java/org/example/part"
                + position % 97
                + "/Part"
                + position
                + ".java, "
                + position * 7_919L % 65_537
                + " bytes";
    }

    void flush() throws SQLException {
        chunks.flush();
    }

    long chunks() {
        return chunks.rows();
    }

    @Override
    public void close() throws SQLException {
        chunks.close();
    }
}
