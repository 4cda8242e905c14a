package dev.pithyjaunt.bench.agent;

import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;

import org.jspecify.annotations.Nullable;

/// A script that notes when the first request came, and how long it took over all answers.
final class TimedModel implements Script {

    private final Script script;
    private @Nullable ModelRequest first;
    private long firstNanos;
    private long answeringNanos;

    TimedModel(Script script) {
        this.script = script;
    }

    @Override
    public synchronized Answer answer(ModelRequest request) {
        long arrived = System.nanoTime();
        if (first == null) {
            first = request;
            firstNanos = arrived;
        }
        Answer answer = script.answer(request);
        answeringNanos += System.nanoTime() - arrived;
        return answer;
    }

    /// The first request's body; null when none came.
    synchronized @Nullable String firstBody() {
        return first == null ? null : first.body();
    }

    /// When it came, on the clock of [System#nanoTime()].
    synchronized long firstNanos() {
        return firstNanos;
    }

    synchronized long answeringNanos() {
        return answeringNanos;
    }
}
