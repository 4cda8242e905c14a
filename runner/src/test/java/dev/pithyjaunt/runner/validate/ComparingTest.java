package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.protocol.Evidence.Tests;
import dev.pithyjaunt.runner.testreport.TestResults;
import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class ComparingTest {

    private static final Step STEP =
            new Step("make test", "", "Makefile: test", Duration.ofSeconds(9));

    /// A side is its exit code and its tests, such as `1: a+ b- c~`: one passes, one fails, one is
    /// skipped. Without `:` it named none.
    private static Ran ran(String side) {
        String[] parts = side.split(": ?", 2);
        Side ended =
                parts[0].equals("TIME")
                        ? new Side(null, Stopped.TIME, 1, "", false)
                        : new Side(Integer.valueOf(parts[0]), null, 1, "", false);
        if (parts.length == 1) {
            return new Ran(ended, null);
        }
        Map<String, Status> tests = new LinkedHashMap<>();
        Arrays.stream(parts[1].split(" ", -1))
                .filter(test -> !test.isEmpty())
                .forEach(test -> tests.put(test.substring(0, 1), status(test.charAt(1))));
        return new Ran(ended, new TestResults(tests, true, 0));
    }

    private static Status status(char sign) {
        return switch (sign) {
            case '+' -> Status.PASSED;
            case '-' -> Status.FAILED;
            default -> Status.SKIPPED;
        };
    }

    private static Check compared(String base, String patched) {
        return compared(new Comparing(STEP, ran(base), ran(patched), true), base, patched);
    }

    /// Runs both sides again as they went the first time.
    private static Check compared(Comparing comparing, String base, String patched) {
        for (int repeat = 0; repeat < 2 && comparing.isOpen(); repeat++) {
            comparing.repeat(ran(patched), () -> ran(base));
        }
        return comparing.result();
    }

    private static Tests tests(Check check) {
        return Objects.requireNonNull(check.tests());
    }

    @ParameterizedTest(name = "{0} then {1}")
    @CsvSource({
        "0, 0, PASSES, 0",
        "0, 1, NEWLY_FAILS, 2",
        "1, 0, FIXED, 0",
        "1, 1, ALREADY_FAILED, 0",
        "1, 2, ALREADY_FAILED, 0",
        "0, TIME, NEWLY_FAILS, 2",
        "TIME, 0, FIXED, 0",
        "TIME, TIME, ALREADY_FAILED, 0",
        "127, 1, NOT_RUNNABLE, 0",
        "126, 126, NOT_RUNNABLE, 0",
        "127, 0, FIXED, 0",
        "0, 127, NEWLY_FAILS, 2",
    })
    void exitCodesAloneDecideWhereNoTestIsNamed(
            String base, String patched, Comparison comparison, int repeats) {
        Check check = compared(base, patched);

        assertThat(check)
                .isEqualTo(
                        new Check(
                                "make test",
                                "Makefile: test",
                                ran(base).side(),
                                ran(patched).side(),
                                comparison,
                                null,
                                repeats));
    }

    @ParameterizedTest(name = "{0} then {1}")
    @CsvSource({
        "0: a+ b+, 0: a+ b+, PASSES, ''",
        "0: a+ b+, 1: a+ b-, NEWLY_FAILS, b",
        "1: a+ b-, 1: a+ b-, ALREADY_FAILED, ''",
        "1: a+ b-, 1: a- b-, NEWLY_FAILS, a",
        "1: a+ b-, 1: a- b+, NEWLY_FAILS, a",
        "1: a+ b-, 0: a+ b+, FIXED, ''",
        "1: a+ b- c-, 1: a+ b+ c-, ALREADY_FAILED, ''",
        "1: a+ b-, 1: b-, NEWLY_FAILS, ''",
        "1: a+ b-, 1:, NEWLY_FAILS, ''",
        "1: a+ b-, 1, NEWLY_FAILS, ''",
        "0: a+, 1, NEWLY_FAILS, ''",
        "0: a+, 0, PASSES, ''",
        "1, 1: a+ b-, ALREADY_FAILED, ''",
        "0, 1: a+ b-, NEWLY_FAILS, b",
        "0: a+ b~, 1: a+ b-, NEWLY_FAILS, b",
        "0: a+ b-, 0: a+ b-, PASSES, ''",
        "0: a+ b+, 0: a+ b-, NEWLY_FAILS, b",
        "0: a+ b-, 1: a+ b-, NEWLY_FAILS, ''",
        "2: a+ b+, 2: a+ b+, ALREADY_FAILED, ''",
        "2: a+ b+, 2: a+ b-, NEWLY_FAILS, b",
    })
    void testsAreComparedByName(
            String base, String patched, Comparison comparison, String newFailures) {
        Check check = compared(base, patched);

        assertThat(check.comparison()).isEqualTo(comparison);
        assertThat(tests(check).newFailures().names())
                .isEqualTo(newFailures.isEmpty() ? List.of() : List.of(newFailures));
        assertThat(check.repeats()).isEqualTo(comparison == Comparison.NEWLY_FAILS ? 2 : 0);
    }

    @Test
    void everyListIsOfItsOwnKind() {
        Check check = compared("1: a+ b- c- d+ e~", "1: a- b- c+ f+ e~");

        assertThat(tests(check))
                .isEqualTo(
                        new Tests(
                                new Counts(2, 2, 1),
                                new Counts(2, 2, 1),
                                Names.of(List.of("a")),
                                Names.of(List.of("c")),
                                Names.of(List.of("b")),
                                Names.NONE,
                                Names.of(List.of("f")),
                                Names.of(List.of("d"))));
    }

    @Test
    void toolThatNamesOnlyFailuresTellsNothingOfWhatAppearedOrVanished() {
        Ran base = new Ran(ran("1").side(), new TestResults(Map.of("b", Status.FAILED), false, 0));
        Ran patched =
                new Ran(ran("1").side(), new TestResults(Map.of("a", Status.FAILED), false, 0));

        assertThat(tests(new Comparing(STEP, base, patched, true).result()))
                .isEqualTo(
                        new Tests(
                                new Counts(null, 1, 0),
                                new Counts(null, 1, 0),
                                Names.of(List.of("a")),
                                Names.of(List.of("b")),
                                Names.NONE,
                                Names.NONE,
                                Names.NONE,
                                Names.NONE));
    }

    @Test
    void whatPassesWithThePatchOnceIsFlaky() {
        Comparing comparing = new Comparing(STEP, ran("0: a+ b+"), ran("1: a- b+"), true);
        comparing.repeat(
                ran("0: a+ b+"),
                () -> {
                    throw new AssertionError("base says nothing any more");
                });

        assertThat(comparing.isOpen()).isFalse();
        Check check = comparing.result();
        assertThat(check.comparison()).isEqualTo(Comparison.FLAKY);
        assertThat(tests(check).flaky()).isEqualTo(Names.of(List.of("a")));
        assertThat(tests(check).newFailures()).isEqualTo(Names.NONE);
        assertThat(check.repeats()).isEqualTo(1);
    }

    @Test
    void whatFailsOnBaseOnceIsFlaky() {
        Comparing comparing = new Comparing(STEP, ran("0: a+ b+"), ran("1: a- b-"), true);
        comparing.repeat(ran("1: a- b-"), () -> ran("1: a- b+"));

        assertThat(comparing.isOpen()).isTrue();
        assertThat(tests(comparing.result()).flaky()).isEqualTo(Names.of(List.of("a")));
        assertThat(tests(comparing.result()).newFailures()).isEqualTo(Names.of(List.of("b")));
        assertThat(comparing.result().comparison()).isEqualTo(Comparison.NEWLY_FAILS);

        comparing.repeat(ran("1: a- b-"), () -> ran("1: a+ b-"));

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.FLAKY);
    }

    @ParameterizedTest(name = "again {0} and {1}")
    @CsvSource({"0, 0, FLAKY", "1, 1, FLAKY", "1, 0, NEWLY_FAILS", "TIME, 0, NEWLY_FAILS"})
    void commandThatNamesNoTestIsFlakyAsAWhole(
            String patchedAgain, String baseAgain, Comparison comparison) {
        Comparing comparing = new Comparing(STEP, ran("0"), ran("1"), true);
        comparing.repeat(ran(patchedAgain), () -> ran(baseAgain));

        assertThat(comparing.result().comparison()).isEqualTo(comparison);
    }

    @ParameterizedTest
    @CsvSource({"TIME", "1"})
    void repeatThatBreaksBeforeAnyTestClearsNothing(String patchedAgain) {
        Comparing comparing = new Comparing(STEP, ran("0: a+"), ran("1: a-"), true);
        comparing.repeat(ran(patchedAgain), () -> ran("0: a+"));

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.NEWLY_FAILS);
        assertThat(tests(comparing.result()).newFailures()).isEqualTo(Names.of(List.of("a")));
    }

    @Test
    void flakyTestAmongOldFailuresHidesNoneOfThem() {
        Comparing comparing = new Comparing(STEP, ran("1: a+ b-"), ran("1: a- b-"), true);
        comparing.repeat(ran("1: a+ b-"), () -> ran("1: a+ b-"));

        assertThat(comparing.result().comparison()).isEqualTo(Comparison.ALREADY_FAILED);
        assertThat(tests(comparing.result()).alreadyFailing()).isEqualTo(Names.of(List.of("b")));
        assertThat(tests(comparing.result()).flaky()).isEqualTo(Names.of(List.of("a")));
    }

    @ParameterizedTest(name = "{0} then {1}")
    @CsvSource({
        "1: a-, 1: a- b-, NOT_RUNNABLE",
        "1, 0, FIXED",
        "0, 0, PASSES",
        "0, 1, NEWLY_FAILS"
    })
    void checkWithoutItsSetUpSaysLittle(String base, String patched, Comparison comparison) {
        assertThat(
                        compared(new Comparing(STEP, ran(base), ran(patched), false), base, patched)
                                .comparison())
                .isEqualTo(comparison);
    }

    @Test
    void bothSidesTellHowLongARepeatTakes() {
        assertThat(new Comparing(STEP, ran("0"), ran("1"), true).timeToRepeat())
                .isEqualTo(Duration.ofSeconds(2));
    }
}
