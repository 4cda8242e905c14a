package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.Tests;
import dev.pithyjaunt.runner.testreport.TestResults;
import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The tests of both sides, name by name.
final class ComparedTests {

    private ComparedTests() {}

    static Tests of(Ran base, Ran patched, List<String> newFailures, List<String> flaky) {
        Set<String> failedBefore = base.failed();
        boolean allNamed = namesAll(base.tests()) && namesAll(patched.tests());
        Set<String> before = names(base.tests());
        Set<String> after = names(patched.tests());
        return new Tests(
                counts(base.tests()),
                counts(patched.tests()),
                Names.of(newFailures),
                those(failedBefore, name -> passes(patched.tests(), name)),
                those(patched.failed(), failedBefore::contains),
                Names.of(flaky),
                allNamed ? those(after, name -> !before.contains(name)) : Names.NONE,
                allNamed ? those(before, name -> !after.contains(name)) : Names.NONE);
    }

    private static Names those(Set<String> names, Predicate<String> kept) {
        return Names.of(new ArrayList<>(names.stream().filter(kept).sorted().toList()));
    }

    private static boolean namesAll(@Nullable TestResults tests) {
        return tests != null && tests.namesAll();
    }

    private static Set<String> names(@Nullable TestResults tests) {
        return tests == null ? Set.of() : tests.tests().keySet();
    }

    /// Where a tool names only what fails, what it does not name has passed.
    private static boolean passes(@Nullable TestResults tests, String name) {
        return tests != null
                && (tests.namesAll()
                        ? tests.tests().get(name) == Status.PASSED
                        : !tests.tests().containsKey(name));
    }

    private static Counts counts(@Nullable TestResults tests) {
        if (tests == null) {
            return new Counts(null, 0, 0);
        }
        return new Counts(
                tests.namesAll() ? tests.names(Status.PASSED).size() : null,
                tests.names(Status.FAILED).size(),
                tests.names(Status.SKIPPED).size());
    }
}
