package dev.pithyjaunt.server.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

class ExecutionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Execution.Base BASE = new Execution.Base("main", "abc");
    private static final Execution.Run RUN = new Execution.Run("7", 1, null);
    private static final Execution.Result NOTHING = Execution.Result.NONE;
    private static final Execution.Ending READY = new Execution.Ending(Outcome.READY, null, null);
    private static final Execution.Ending LOST =
            Execution.Ending.failed(ExecutionError.Category.LOST, "silent");

    private static final Execution WAITING =
            Execution.create(
                    Task.create("o", "r", "", new TaskText("Add a door"), NOW),
                    1,
                    Execution.Method.LOCAL,
                    NOW);
    private static final Execution TAKEN =
            WAITING.dispatched(Execution.Base.NONE, NOW.plusSeconds(600));
    private static final Execution DISPATCHED = WAITING.dispatched(BASE, NOW.plusSeconds(600));
    private static final Execution RUNNING = DISPATCHED.started(RUN, NOW.plusSeconds(1));
    private static final Execution ENDED = RUNNING.ended(READY, NOW.plusSeconds(2));

    private static final Map<String, UnaryOperator<Execution>> VERBS =
            Map.of(
                    "dispatched", execution -> execution.dispatched(BASE, NOW),
                    "prepared", execution -> execution.prepared(BASE),
                    "returned", Execution::returned,
                    "started", execution -> execution.started(RUN, NOW),
                    "heard", execution -> execution.heard(NOW),
                    "published", execution -> execution.published(NOTHING),
                    "cancelAsked", Execution::cancelAsked,
                    "ended", execution -> execution.ended(READY, NOW),
                    "corrected", execution -> execution.corrected(READY, NOTHING));

    private static List<String> accepted(Execution execution) {
        return VERBS.entrySet().stream()
                .filter(verb -> accepts(execution, verb.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean accepts(Execution execution, UnaryOperator<Execution> verb) {
        try {
            return !verb.apply(execution).id().isEmpty();
        } catch (ConflictException _) {
            return false;
        }
    }

    @Test
    void eachStatusAcceptsTheseVerbs() {
        assertThat(accepted(WAITING)).containsExactly("cancelAsked", "dispatched", "ended");
        assertThat(accepted(TAKEN))
                .containsExactly(
                        "cancelAsked",
                        "ended",
                        "heard",
                        "prepared",
                        "published",
                        "returned",
                        "started");
        assertThat(accepted(TAKEN.cancelAsked()))
                .containsExactly("cancelAsked", "ended", "heard", "published", "started");
        assertThat(accepted(DISPATCHED))
                .containsExactly("cancelAsked", "ended", "heard", "published", "started");
        assertThat(accepted(RUNNING))
                .containsExactly("cancelAsked", "ended", "heard", "published", "started");
        assertThat(accepted(ENDED)).isEmpty();
        assertThat(accepted(RUNNING.ended(LOST, NOW))).containsExactly("corrected");
        assertThat(accepted(WAITING.cancelAsked())).containsExactly("cancelAsked", "ended");
    }

    @Test
    void refusalSaysHowItStands() {
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> ENDED.heard(NOW))
                .withMessage("execution %s is over".formatted(ENDED.id()));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> WAITING.heard(NOW))
                .withMessage("execution %s is waiting".formatted(WAITING.id()));
    }

    @Test
    void guessedEndIsCorrectedOnceAndNotByAGuess() {
        Execution lost = RUNNING.ended(LOST, NOW);

        Execution corrected = lost.corrected(READY, NOTHING);

        assertThat(corrected.ending()).isEqualTo(READY);
        assertThat(corrected.times()).isEqualTo(lost.times());
        assertThat(accepted(corrected)).isEmpty();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> lost.corrected(LOST, NOTHING));
    }

    @Test
    void anotherRunOfTheWorkflowKeepsTheTimeOfTheFirst() {
        Execution again = RUNNING.started(new Execution.Run("7", 2, null), NOW.plusSeconds(9));

        assertThat(again.times())
                .isEqualTo(
                        new Execution.Times(
                                NOW.plusSeconds(600),
                                NOW,
                                NOW.plusSeconds(1),
                                null,
                                NOW.plusSeconds(9)));
    }
}
