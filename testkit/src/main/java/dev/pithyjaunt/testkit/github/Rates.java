package dev.pithyjaunt.testkit.github;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The primary rate limit: counted and told, never enforced.
final class Rates {

    private static final int LIMIT = 5000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    Rates(InstantSource clock) {
        this.clock = clock;
    }

    private record Window(Instant reset, int used) {}

    /// @param key whose requests are counted
    /// @param cost 0 when it is only looked at
    synchronized Map<String, Integer> count(String key, int cost) {
        Instant now = clock.instant();
        Window window = windows.get(key);
        if (window == null || !now.isBefore(window.reset())) {
            window = new Window(now.plus(Duration.ofHours(1)), 0);
        }
        window = new Window(window.reset(), window.used() + cost);
        windows.put(key, window);
        return Map.of(
                "limit",
                LIMIT,
                "used",
                window.used(),
                "remaining",
                Math.max(0, LIMIT - window.used()),
                "reset",
                (int) window.reset().getEpochSecond());
    }
}
