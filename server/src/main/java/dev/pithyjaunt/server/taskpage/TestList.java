package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Evidence;

import java.util.List;
import java.util.stream.Stream;

/// Some tests of one check, by the names that its tool gives them.
///
/// @param count of all
/// @param names the first of them
/// @param open whether they are shown at once
record TestList(String title, int count, List<String> names, boolean open) {

    /// Those that are not empty.
    static List<TestList> of(Evidence.Tests tests) {
        return Stream.of(
                        of("Newly failing", tests.newFailures(), true),
                        of("Fixed", tests.fixed(), false),
                        of("Already failing", tests.alreadyFailing(), false),
                        of("Flaky", tests.flaky(), false),
                        of("Only with the patch", tests.appeared(), false),
                        of("Only on the base", tests.vanished(), false))
                .filter(list -> list.count() > 0)
                .toList();
    }

    private static TestList of(String title, Evidence.Names names, boolean open) {
        return new TestList(
                title, Math.max(names.count(), names.names().size()), names.names(), open);
    }

    /// Those that have no name here.
    public int unnamed() {
        return count - names.size();
    }
}
