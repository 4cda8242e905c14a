package dev.pithyjaunt.bench.faults;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What the server acknowledged of one execution, and so has to have afterwards. Thread-safe.
final class Told {

    private final String taskId;
    private final String executionId;
    private final List<String> lines = new ArrayList<>();
    private long acknowledged;
    private @Nullable String end;
    private int calls;

    Told(String taskId, String executionId) {
        this.taskId = taskId;
        this.executionId = executionId;
    }

    String taskId() {
        return taskId;
    }

    String executionId() {
        return executionId;
    }

    /// Something without a content of its own was taken.
    synchronized void taken() {
        acknowledged++;
    }

    synchronized void linesTaken(List<String> texts) {
        acknowledged++;
        lines.addAll(texts);
    }

    /// @param outcome what the execution's is by that
    /// @param usedCalls calls of the model that the event told
    synchronized void endTaken(String outcome, int usedCalls) {
        acknowledged++;
        end = outcome;
        calls = usedCalls;
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /// The outcome that was acknowledged, if one was.
    synchronized @Nullable String end() {
        return end;
    }

    synchronized int calls() {
        return calls;
    }
}
