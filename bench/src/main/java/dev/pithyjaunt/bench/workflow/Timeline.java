package dev.pithyjaunt.bench.workflow;

import dev.pithyjaunt.testkit.workflow.RunEvent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// When the jobs and steps of a run began and ended. Thread-safe.
final class Timeline {

    private final LongSupplier nanos;
    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Span> ended = new HashMap<>();

    /// @param nanos such as [System#nanoTime]
    Timeline(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void add(RunEvent told) {
        switch (told) {
            case RunEvent.JobStarted(String job) -> begun.put(job, nanos.getAsLong());
            case RunEvent.JobEnded(String job, _) -> end(job);
            case RunEvent.StepStarted(String job, String step) ->
                    begun.put(key(job, step), nanos.getAsLong());
            case RunEvent.StepEnded(String job, String step, _) -> end(key(job, step));
            case RunEvent.RunStarted(), RunEvent.RunEnded(_), RunEvent.Logged(_, _) -> {}
        }
    }

    /// What is skipped ends without a beginning.
    private void end(String key) {
        Long start = begun.get(key);
        if (start != null) {
            ended.put(key, new Span(start, nanos.getAsLong()));
        }
    }

    private static String key(String job, String step) {
        return job + "/" + step;
    }

    Span job(String job) {
        return get(job);
    }

    Span step(String job, String step) {
        return get(key(job, step));
    }

    private synchronized Span get(String key) {
        return Optional.ofNullable(ended.get(key))
                .orElseThrow(() -> new IllegalStateException(key + " was not run to its end"));
    }

    /// From a beginning to an end, in nanoseconds of one clock.
    record Span(long start, long end) {
        double seconds() {
            return (end - start) / 1e9;
        }

        /// From this beginning to another's end.
        double secondsTo(Span later) {
            return (later.end - start) / 1e9;
        }
    }
}
