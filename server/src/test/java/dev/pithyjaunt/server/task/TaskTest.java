package dev.pithyjaunt.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.platform.ConflictException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

class TaskTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final TaskText TEXT = new TaskText("Add a door");
    private static final Task QUEUED = Task.create("o", "r", "", TEXT, NOW);

    private static final Map<String, UnaryOperator<Task>> VERBS =
            Map.of(
                    "corrected", task -> task.corrected(TaskStatus.COMPLETED, NOW),
                    "edited", task -> task.edited("A door", TEXT, NOW),
                    "ended", task -> task.ended(TaskStatus.FAILED, NOW),
                    "started", task -> task.started(NOW));

    private static boolean accepts(Task task, UnaryOperator<Task> verb) {
        try {
            return !verb.apply(task).id().isEmpty();
        } catch (ConflictException _) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskIsExecutedFromEveryStatusButRunningAndEndsFromRunningAlone(TaskStatus status) {
        Task running = QUEUED.started(NOW);
        Task task =
                switch (status) {
                    case QUEUED -> QUEUED;
                    case RUNNING -> running;
                    case COMPLETED, NEEDS_REVIEW, NEEDS_CLARIFICATION, FAILED, CANCELLED ->
                            running.ended(status, NOW);
                };

        assertThat(task.status()).isEqualTo(status);
        assertThat(
                        VERBS.entrySet().stream()
                                .filter(verb -> accepts(task, verb.getValue()))
                                .map(Map.Entry::getKey)
                                .sorted())
                .containsExactly(
                        status == TaskStatus.RUNNING
                                ? new String[] {"ended"}
                                : new String[] {"corrected", "edited", "started"});
    }
}
