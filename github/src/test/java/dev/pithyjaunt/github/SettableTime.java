package dev.pithyjaunt.github;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A clock that goes on only when somebody waits for it.
public final class SettableTime implements InstantSource {

    private Instant now;
    private final List<Duration> pauses = new ArrayList<>();

    SettableTime(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
        pauses.add(time);
    }

    /// All that was waited for, in order.
    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
