package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Verdict;

import java.util.List;

/// What the checks showed of one patch.
///
/// @param isWhole whether all of them were run, as far as they can be
/// @param notes what a reader has to know besides, a sentence each
public record Findings(List<SetUp> setUp, List<Check> checks, List<String> notes, boolean isWhole) {

    public Findings {
        setUp = List.copyOf(setUp);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /// What all of it says together.
    public Verdict verdict() {
        if (setUp.stream().anyMatch(SetUp::newlyFails) || !newFailures().isEmpty()) {
            return Verdict.NEW_FAILURE;
        }
        if (!isWhole) {
            return Verdict.INCOMPLETE;
        }
        if (checks.isEmpty()) {
            return Verdict.NOT_CHECKED;
        }
        return checks.stream().allMatch(check -> check.comparison() == Comparison.NOT_RUNNABLE)
                ? Verdict.NOT_COMPARABLE
                : Verdict.NO_NEW_FAILURE;
    }

    /// The checks that fail newly.
    public List<Check> newFailures() {
        return checks.stream()
                .filter(check -> check.comparison() == Comparison.NEWLY_FAILS)
                .toList();
    }
}
