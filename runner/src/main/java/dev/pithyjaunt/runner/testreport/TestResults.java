package dev.pithyjaunt.runner.testreport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tests of one run of a command, by name, in the order in which they were first told of. Names
/// are those of the tool without what differs between two runs of the same test: no absolute path
/// of the work tree, no time, no hash, no line number.
///
/// @param tests at most [#MAX_TESTS]; names are printable, at most [#MAX_NAME_LENGTH] characters
/// @param namesAll whether a test that is not here was not run; else only tests that fail are sure
///   to be here, and one that passes may be missing
/// @param dropped how often a test was told of for which there was no room
public record TestResults(Map<String, Status> tests, boolean namesAll, int dropped) {

    public static final int MAX_TESTS = 50_000;
    public static final int MAX_NAME_LENGTH = 500;

    public TestResults {
        if (tests.size() > MAX_TESTS) {
            throw new IllegalArgumentException(
                    "results of %d tests: at most %d".formatted(tests.size(), MAX_TESTS));
        }
        tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
    }

    /// How a test ended. What occurs several times under one name has the last of its constants in
    /// this order.
    public enum Status {
        /// It was not run, or it failed as it is expected to.
        SKIPPED,
        /// It was run and is fine.
        PASSED,
        /// It failed, broke off, or could not be begun.
        FAILED
    }

    /// The names of the tests that ended so, in order.
    public List<String> names(Status status) {
        return tests.entrySet().stream()
                .filter(test -> test.getValue() == status)
                .map(Map.Entry::getKey)
                .toList();
    }
}
