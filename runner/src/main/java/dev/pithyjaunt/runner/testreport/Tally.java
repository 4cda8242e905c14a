package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import java.util.LinkedHashMap;
import java.util.Map;

/// Tests as they are told of, one by one, within the bounds of [TestResults].
final class Tally {

    private final TestNames names;
    private final Map<String, Status> tests = new LinkedHashMap<>();
    private int dropped;

    Tally(TestNames names) {
        this.names = names;
    }

    TestNames names() {
        return names;
    }

    /// @param name as the tool has it; nothing is kept of an empty one
    void add(String name, Status status) {
        put(names.of(name), status);
    }

    private void put(String name, Status status) {
        if (name.isEmpty()) {
            return;
        }
        if (tests.size() == TestResults.MAX_TESTS && !tests.containsKey(name)) {
            dropped++;
            return;
        }
        tests.merge(name, status, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    void addAll(Tally other) {
        other.tests.forEach(this::put);
        dropped += other.dropped;
    }

    void clear() {
        tests.clear();
        dropped = 0;
    }

    TestResults results(boolean namesAll) {
        return new TestResults(tests, namesAll, dropped);
    }
}
