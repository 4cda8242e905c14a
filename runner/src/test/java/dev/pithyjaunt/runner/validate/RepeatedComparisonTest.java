package dev.pithyjaunt.runner.validate;

import static dev.pithyjaunt.runner.testreport.TestResults.Status.FAILED;
import static dev.pithyjaunt.runner.testreport.TestResults.Status.PASSED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.runner.testreport.TestResults;
import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class RepeatedComparisonTest {

    private static final Ran BOTH_PASS = ran(0, Map.of("a", PASSED, "b", PASSED));
    private static final Ran A_FAILS = ran(1, Map.of("a", FAILED, "b", PASSED));
    private static final Ran B_FAILS = ran(1, Map.of("a", PASSED, "b", FAILED));
    private static final Ran CRASHED = new Ran(new Side(134, null, 1, "", false), null);
    private static final Ran STOPPED = new Ran(new Side(null, Stopped.TIME, 1, "", false), null);

    @Test
    void testThatFailsEachTimeFailsNewly() {
        Comparing comparing = comparing(BOTH_PASS, A_FAILS);

        comparing.repeat(A_FAILS, () -> BOTH_PASS);

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.NEWLY_FAILS);
    }

    @Test
    void commandThatPassesTheSecondTimeIsFlaky() {
        Comparing comparing = comparing(BOTH_PASS, A_FAILS);

        comparing.repeat(BOTH_PASS, () -> BOTH_PASS);

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.FLAKY);
    }

    @Test
    void crashBeforeAnyTestDoesNotMakeAFailureFlaky() {
        Comparing comparing = comparing(BOTH_PASS, A_FAILS);

        comparing.repeat(CRASHED, () -> BOTH_PASS);
        comparing.repeat(STOPPED, () -> BOTH_PASS);

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(comparing.result().tests())
                .satisfies(tests -> assertThat(tests.newFailures().names()).containsExactly("a"));
    }

    @Test
    void commandThatFailsEachTimeInAnotherTestFailsNewly() {
        Comparing comparing = comparing(BOTH_PASS, A_FAILS);

        comparing.repeat(B_FAILS, () -> BOTH_PASS);

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.NEWLY_FAILS);
    }

    @Test
    void commandThatFailsOnBaseTheSecondTimeIsFlaky() {
        Comparing comparing = comparing(BOTH_PASS, CRASHED);

        comparing.repeat(CRASHED, () -> CRASHED);

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.FLAKY);
    }

    @Test
    void testThatBaseDidNotReachBeforeItWasStoppedDoesNotFailNewly() {
        Ran base =
                new Ran(
                        new Side(null, Stopped.TIME, 1, "", false),
                        new TestResults(Map.of("a", PASSED), true, 0));

        assertThat(comparing(base, B_FAILS).isOpen()).isFalse();
        assertThat(comparing(base, A_FAILS).isOpen()).isTrue();
    }

    private static Comparing comparing(Ran base, Ran patched) {
        return new Comparing(
                new Step("test", "", "a test", Duration.ofSeconds(1)), base, patched, true);
    }

    private static Ran ran(@Nullable Integer exitCode, Map<String, Status> tests) {
        return new Ran(new Side(exitCode, null, 1, "", false), new TestResults(tests, true, 0));
    }
}
