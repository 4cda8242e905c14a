package dev.pithyjaunt.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.Side;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class EvidenceSummaryTest {

    @Test
    void summaryCountsNewFailuresAndLeavesOutWhatWasPrinted() {
        Evidence evidence =
                new Evidence(
                        "e1",
                        "0".repeat(40),
                        new Evidence.Isolation(CheckMode.SANDBOX, List.of(), List.of()),
                        List.of(),
                        List.of(),
                        List.of(
                                check("npm test", Comparison.NEWLY_FAILS, 1, tests(3)),
                                check("make", Comparison.PASSES, 0, null)),
                        Evidence.Verdict.NEW_FAILURE,
                        List.of(),
                        null,
                        2.5);

        assertThat(EvidenceSummary.of(evidence))
                .isEqualTo(
                        new EvidenceSummary(
                                Evidence.Verdict.NEW_FAILURE,
                                List.of(
                                        new EvidenceSummary.Check(
                                                "npm test", Comparison.NEWLY_FAILS, 0, 1, 3),
                                        new EvidenceSummary.Check(
                                                "make", Comparison.PASSES, 0, 0, 0)),
                                2.5));
    }

    private static Evidence.Check check(
            String command, Comparison comparison, int exitCode, Evidence.@Nullable Tests tests) {
        return new Evidence.Check(
                command,
                "package.json",
                new Side(0, null, 1, "printed", false),
                new Side(exitCode, null, 1, "printed", false),
                comparison,
                tests,
                0);
    }

    private static Evidence.Tests tests(int newFailures) {
        return new Evidence.Tests(
                new Counts(9, 0, 0),
                new Counts(9, newFailures, 0),
                new Names(newFailures, List.of("adds")),
                Names.NONE,
                Names.NONE,
                Names.NONE,
                Names.NONE,
                Names.NONE);
    }
}
