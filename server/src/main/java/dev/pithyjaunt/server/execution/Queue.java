package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.server.platform.QueueLimits;
import dev.pithyjaunt.server.task.Priority;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides which of the executions that wait begins next, if any may.
///
/// The most urgent one; of equals that of the user who has the fewest running; of these users the
/// one who was served longest ago; of that one's the oldest. Who has waited for [#PATIENCE] counts
/// as one priority more urgent, and so on: nobody's high priorities keep another user waiting for
/// ever.
///
/// @param busy what is dispatched or running
/// @param turns when each user was last served, as a number that grows; absent: never
record Queue(QueueLimits limits, List<Busy> busy, Map<String, Long> turns) {

    /// After which what waits gains a priority.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    Queue {
        busy = List.copyOf(busy);
        turns = Map.copyOf(turns);
    }

    /// How many of a user's executions are dispatched or running for a repository.
    record Busy(String ownerId, String repositoryId, int count) {}

    /// One that waits.
    record Waiting(
            String id, String ownerId, String repositoryId, Priority priority, Instant createdAt) {

        private int rank(Instant now) {
            long gained = Duration.between(createdAt, now).dividedBy(PATIENCE);
            return (int) Math.max(0, priority.rank() - Math.max(0, gained));
        }
    }

    /// What an execution waits for.
    enum Obstacle {
        /// Executing is switched off.
        SWITCH,
        /// As many run as may in all.
        LIMIT,
        /// As many run of its repository as may.
        LIMIT_OF_REPOSITORY,
        /// As many run of its owner's as may.
        LIMIT_OF_USER,
        /// A free place on a machine, or its turn.
        SLOT
    }

    Optional<Waiting> next(List<Waiting> waiting, Instant now) {
        return waiting.stream()
                .filter(one -> obstacle(one.ownerId(), one.repositoryId()) == Obstacle.SLOT)
                .min(
                        Comparator.<Waiting>comparingInt(one -> one.rank(now))
                                .thenComparingInt(one -> ofUser(one.ownerId()))
                                .thenComparingLong(one -> turns.getOrDefault(one.ownerId(), 0L))
                                .thenComparing(Waiting::createdAt)
                                .thenComparing(Waiting::id));
    }

    Obstacle obstacle(String ownerId, String repositoryId) {
        if (isFull()) {
            return Obstacle.LIMIT;
        }
        if (ofRepository(repositoryId) >= limits.ofRepository()) {
            return Obstacle.LIMIT_OF_REPOSITORY;
        }
        return ofUser(ownerId) >= limits.ofUser() ? Obstacle.LIMIT_OF_USER : Obstacle.SLOT;
    }

    boolean isFull() {
        return busy.stream().mapToInt(Busy::count).sum() >= limits.inAll();
    }

    private int ofUser(String ownerId) {
        return busy.stream()
                .filter(one -> one.ownerId().equals(ownerId))
                .mapToInt(Busy::count)
                .sum();
    }

    private int ofRepository(String repositoryId) {
        return busy.stream()
                .filter(one -> one.repositoryId().equals(repositoryId))
                .mapToInt(Busy::count)
                .sum();
    }

    /// The turn of who is served now.
    long nextTurn() {
        return turns.values().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    }
}
