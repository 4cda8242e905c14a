package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.runner.testreport.TestResults;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/// A step as it went on one side.
///
/// @param tests absent when it named none
record Ran(Side side, @Nullable TestResults tests) {

    Ran {
        // A file can hold anything.
        Objects.requireNonNull(side, "side");
    }

    /// A step that came after one that failed.
    static final Ran NOT_RUN = new Ran(Side.notRun(""), null);

    boolean passed() {
        return side.passed();
    }

    /// Names of the tests that failed.
    Set<String> failed() {
        return tests == null
                ? Set.of()
                : new LinkedHashSet<>(tests.names(TestResults.Status.FAILED));
    }

    /// Names of the tests that passed, as far as the tool names them.
    Set<String> passedTests() {
        return tests == null
                ? Set.of()
                : new LinkedHashSet<>(tests.names(TestResults.Status.PASSED));
    }

    Set<String> names() {
        return tests == null ? Set.of() : tests.tests().keySet();
    }

    boolean hasPassedTests() {
        return !passedTests().isEmpty();
    }

    /// Whether a test was run, or must have been, and did not fail.
    boolean clears(String test) {
        if (failed().contains(test)) {
            return false;
        }
        return passed()
                || (tests != null
                        && (!tests.namesAll()
                                || tests.tests().get(test) == TestResults.Status.PASSED));
    }

    Ran kept() {
        return new Ran(
                new Side(side.exitCode(), side.stopped(), side.seconds(), side.output(), true),
                tests);
    }
}
