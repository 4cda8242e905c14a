package dev.pithyjaunt.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the server acknowledged to everybody in a scene, and what went wrong meanwhile.
/// Thread-safe.
final class Ledger {

    private final List<Told> executions = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    /// An execution that the server said it had accepted.
    synchronized Told accepted(String taskId, String executionId) {
        Told told = new Told(taskId, executionId);
        told.taken();
        executions.add(told);
        return told;
    }

    synchronized void fault(String words) {
        faults.add(words);
    }

    synchronized List<Told> executions() {
        return List.copyOf(executions);
    }

    /// Somebody was answered with a status.
    synchronized void answered(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    /// How often a status was answered.
    synchronized int answers(int status) {
        return answers.getOrDefault(status, 0);
    }

    /// An answer that says that the program is at fault is one.
    synchronized List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        if (answers.containsKey(500)) {
            all.add("%d answers were 500".formatted(answers.get(500)));
        }
        return all;
    }

    synchronized long acknowledged() {
        return executions.stream().mapToLong(Told::acknowledged).sum();
    }
}
