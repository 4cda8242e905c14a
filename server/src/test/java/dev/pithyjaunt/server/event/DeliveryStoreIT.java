package dev.pithyjaunt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.execution.Execution;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Future;

class DeliveryStoreIT extends StoreContract {

    private DeliveryStore deliveries;
    private Execution execution;

    @BeforeEach
    void build() {
        deliveries = new DeliveryStore(database, clock);
        execution = execution(task(member("jo")));
    }

    private DeliveryStore.Key key(String... keys) {
        return new DeliveryStore.Key(execution.id(), List.of(keys));
    }

    private int add(DeliveryStore.Key key, Answer answer) {
        return database.write(_ -> {
            DeliveryStore.Known known = deliveries.open(List.of(key));
            known.add(key, answer);
            known.store();
            return 0;
        });
    }

    @Test
    void answerIsFoundByAnyOfItsKeysWithinItsExecution() {
        Answer answer = Answer.taken(3L, true);
        add(key("a", "b"), answer);

        assertThat(deliveries.find(key("a"))).contains(answer);
        assertThat(deliveries.find(key("c", "b"))).contains(answer);
        assertThat(deliveries.find(key("c"))).isEmpty();
        execution = execution(task(member("eve")));
        assertThat(deliveries.find(key("a"))).isEmpty();
    }

    @Test
    void sameKeyIsStoredOnceWhoeverTries() throws Exception {
        long stored =
                together(4, () -> add(key("a"), Answer.taken(1L, false))).stream()
                        .filter(future -> future.state() == Future.State.SUCCESS)
                        .count();

        assertThat(stored).isEqualTo(1);
    }
}
