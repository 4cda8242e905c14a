package dev.pithyjaunt.server.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.execution.Queue.Busy;
import dev.pithyjaunt.server.execution.Queue.Obstacle;
import dev.pithyjaunt.server.execution.Queue.Waiting;
import dev.pithyjaunt.server.platform.QueueLimits;
import dev.pithyjaunt.server.task.Priority;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class QueueTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int NONE = QueueLimits.NONE;
    private static final QueueLimits UNLIMITED = new QueueLimits(NONE, NONE, NONE, NONE);

    private static Waiting waiting(String id, String owner, Priority priority, int age) {
        return new Waiting(id, owner, "of " + owner, priority, NOW.minusSeconds(age));
    }

    private static String next(Queue queue, Waiting... waiting) {
        return queue.next(List.of(waiting), NOW).map(Waiting::id).orElse("none");
    }

    private static Queue queue(QueueLimits limits, Busy... busy) {
        return new Queue(limits, List.of(busy), Map.of());
    }

    @Test
    void mostUrgentIsNextThenWhoHasFewestRunningThenTheOldest() {
        Queue queue = queue(UNLIMITED, new Busy("ann", "x", 2), new Busy("bob", "y", 1));

        assertThat(
                        next(
                                queue,
                                waiting("1", "bob", Priority.NORMAL, 9),
                                waiting("2", "ann", Priority.HIGH, 1)))
                .isEqualTo("2");
        assertThat(
                        next(
                                queue,
                                waiting("1", "ann", Priority.NORMAL, 9),
                                waiting("2", "bob", Priority.NORMAL, 1)))
                .isEqualTo("2");
        assertThat(
                        next(
                                queue,
                                waiting("2", "bob", Priority.LOW, 1),
                                waiting("1", "bob", Priority.LOW, 9)))
                .isEqualTo("1");
        assertThat(next(queue)).isEqualTo("none");
    }

    @Test
    void usersWithEquallyMuchRunningTakeTurnsHoweverMuchEachHasWaiting() {
        List<Waiting> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(waiting("ann" + i, "ann", Priority.NORMAL, 500 - i));
        }
        rows.add(waiting("bob1", "bob", Priority.NORMAL, 2));
        rows.add(waiting("bob2", "bob", Priority.NORMAL, 1));
        Map<String, Long> turns = new HashMap<>();
        List<String> order = new ArrayList<>();

        // One slot: whatever began has ended before the next one begins.
        for (int i = 0; i < 5; i++) {
            Queue queue = new Queue(UNLIMITED, List.of(), turns);
            Waiting next = queue.next(rows, NOW).orElseThrow();
            turns.put(next.ownerId(), queue.nextTurn());
            rows.remove(next);
            order.add(next.id());
        }

        assertThat(order).containsExactly("ann0", "bob1", "ann1", "bob2", "ann2");
    }

    @Test
    void highPrioritiesOfOneUserKeepNobodyWaitingForEver() {
        Queue queue = new Queue(UNLIMITED, List.of(), Map.of("ann", 7L, "bob", 6L));
        int patience = (int) Queue.PATIENCE.toSeconds();

        assertThat(
                        next(
                                queue,
                                waiting("1", "ann", Priority.HIGH, 1),
                                waiting("2", "bob", Priority.LOW, 2 * patience - 1)))
                .isEqualTo("1");
        assertThat(
                        next(
                                queue,
                                waiting("1", "ann", Priority.HIGH, 1),
                                waiting("2", "bob", Priority.LOW, 2 * patience)))
                .isEqualTo("2");
    }

    @Test
    void clockThatWentBackMakesNothingLessUrgent() {
        assertThat(
                        next(
                                queue(UNLIMITED),
                                waiting("1", "ann", Priority.NORMAL, -100_000),
                                waiting("2", "bob", Priority.LOW, 1)))
                .isEqualTo("1");
    }

    @Test
    void whatALimitKeepsBackIsPassedOver() {
        Waiting ann = waiting("1", "ann", Priority.HIGH, 9);
        Waiting bob = waiting("2", "bob", Priority.LOW, 1);

        assertThat(
                        next(
                                queue(
                                        new QueueLimits(NONE, NONE, 1, NONE),
                                        new Busy("ann", "another", 1)),
                                ann,
                                bob))
                .isEqualTo("2");
        assertThat(
                        next(
                                queue(
                                        new QueueLimits(NONE, 1, NONE, NONE),
                                        new Busy("eve", "of ann", 1)),
                                ann,
                                bob))
                .isEqualTo("2");
        assertThat(
                        next(
                                queue(
                                        new QueueLimits(2, NONE, NONE, NONE),
                                        new Busy("eve", "x", 1),
                                        new Busy("joe", "y", 1)),
                                ann,
                                bob))
                .isEqualTo("none");
    }

    @Test
    void obstacleIsTheWidestLimitThatIsReached() {
        Busy busy = new Busy("ann", "x", 2);

        assertThat(queue(new QueueLimits(2, 2, 2, NONE), busy).obstacle("ann", "x"))
                .isEqualTo(Obstacle.LIMIT);
        assertThat(queue(new QueueLimits(3, 2, 2, NONE), busy).obstacle("ann", "x"))
                .isEqualTo(Obstacle.LIMIT_OF_REPOSITORY);
        assertThat(queue(new QueueLimits(3, 3, 2, NONE), busy).obstacle("ann", "x"))
                .isEqualTo(Obstacle.LIMIT_OF_USER);
        assertThat(queue(new QueueLimits(3, 3, 3, NONE), busy).obstacle("ann", "x"))
                .isEqualTo(Obstacle.SLOT);
    }
}
