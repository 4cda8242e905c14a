package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The deliveries that were applied, with their answers.
@Component
final class DeliveryStore {

    private final Database database;
    private final InstantSource clock;

    DeliveryStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What a delivery with one of these keys was answered. Senders choose their ids: those of one
    /// execution say nothing about another.
    Optional<Answer> find(String executionId, List<String> keys) {
        return database.read(sql ->
                sql.sql("select answer from delivery where id in (:ids) order by id limit 1")
                        .param("ids", ids(executionId, keys))
                        .query(String.class)
                        .optional()
                        .map(answer -> Json.read(answer, Answer.class)));
    }

    void add(String executionId, List<String> keys, Answer answer) {
        for (String id : ids(executionId, keys)) {
            database.write(sql ->
                    sql.sql(
                                    """
                                    insert into delivery (id, execution_id, received_at, answer)
                                    values (:id, :executionId, :now, :answer)
                                    """)
                            .param("id", id)
                            .param("executionId", executionId)
                            .param("now", Row.millis(clock.instant()))
                            .param("answer", Json.line(answer))
                            .update());
        }
    }

    private static List<String> ids(String executionId, List<String> keys) {
        return keys.stream().map(key -> executionId + "/" + key).toList();
    }
}
