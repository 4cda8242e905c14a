package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The deliveries that were applied, with their answers; but for those of numbered lines that came
/// before the end of their execution, which are known again by their numbers.
@Component
final class DeliveryStore {

    private final Database database;
    private final InstantSource clock;

    DeliveryStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A delivery by what its repeats have in common with it. Senders choose their ids: those of
    /// one execution say nothing about another.
    record Key(String executionId, List<String> keys) {

        private Stream<Id> ids() {
            return keys.stream().map(key -> new Id(executionId, key));
        }
    }

    private record Id(String executionId, String key) {}

    /// What a delivery with one of these keys was answered.
    Optional<Answer> find(Key key) {
        return open(List.of(key)).find(key);
    }

    /// Those of some deliveries that are known, to look at them and to add to them within one
    /// write.
    Known open(List<Key> keys) {
        Map<Id, Answer> answers = new HashMap<>();
        if (!keys.isEmpty()) {
            database.read(sql ->
                    sql.sql(
                                    """
                                    select execution_id, key, answer from delivery
                                    where execution_id in (:executionIds) and key in (:keys)
                                    """)
                            .param("executionIds", padded(keys.stream().map(Key::executionId)))
                            .param(
                                    "keys",
                                    padded(keys.stream().flatMap(one -> one.keys().stream())))
                            .query((set, _) ->
                                    answers.put(
                                            new Id(
                                                    set.getString("execution_id"),
                                                    set.getString("key")),
                                            Json.read(set.getString("answer"), Answer.class)))
                            .list());
        }
        return new Known(answers);
    }

    private static List<String> padded(Stream<String> values) {
        return Database.padded(values.distinct().toList());
    }

    /// For one thread.
    final class Known {

        private final Map<Id, Answer> answers;
        private final List<Object[]> added = new ArrayList<>();

        private Known(Map<Id, Answer> answers) {
            this.answers = answers;
        }

        Optional<Answer> find(Key key) {
            return key.ids()
                    .sorted(Comparator.comparing(Id::key))
                    .map(answers::get)
                    .filter(Objects::nonNull)
                    .findFirst();
        }

        void add(Key key, Answer answer) {
            long now = Objects.requireNonNull(Row.millis(clock.instant()));
            String text = Json.line(answer);
            key.ids()
                    .forEach(id -> {
                        answers.put(id, answer);
                        added.add(new Object[] {id.executionId(), id.key(), now, text});
                    });
        }

        void store() {
            database.writeEach(
                    """
                    insert into delivery (execution_id, key, received_at, answer)
                    values (?, ?, ?, ?)
                    """,
                    added);
        }
    }
}
