package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The deliveries that were applied, with their answers.
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

        private Stream<String> ids() {
            return keys.stream().map(key -> executionId + "/" + key);
        }
    }

    /// What a delivery with one of these keys was answered.
    Optional<Answer> find(Key key) {
        return open(List.of(key)).find(key);
    }

    /// Those of some deliveries that are known, to look at them and to add to them within one
    /// write.
    Known open(List<Key> keys) {
        Map<String, Answer> answers = new HashMap<>();
        database.read(sql ->
                sql.sql("select id, answer from delivery where id in (:ids)")
                        .param("ids", Database.padded(keys.stream().flatMap(Key::ids).toList()))
                        .query((set, _) ->
                                answers.put(
                                        set.getString("id"),
                                        Json.read(set.getString("answer"), Answer.class)))
                        .list());
        return new Known(answers);
    }

    /// For one thread.
    final class Known {

        private final Map<String, Answer> answers;
        private final List<Object[]> added = new ArrayList<>();

        private Known(Map<String, Answer> answers) {
            this.answers = answers;
        }

        Optional<Answer> find(Key key) {
            return key.ids().sorted().map(answers::get).filter(Objects::nonNull).findFirst();
        }

        void add(Key key, Answer answer) {
            long now = Objects.requireNonNull(Row.millis(clock.instant()));
            String text = Json.line(answer);
            key.ids()
                    .forEach(id -> {
                        answers.put(id, answer);
                        added.add(new Object[] {id, key.executionId(), now, text});
                    });
        }

        void store() {
            database.writeEach(
                    """
                    insert into delivery (id, execution_id, received_at, answer)
                    values (?, ?, ?, ?)
                    """,
                    added);
        }
    }
}
