package dev.pithyjaunt.server.platform;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each of many may come: so many times at once, and once more after each while. Counted
/// by this server alone. Thread-safe.
public final class RateLimit {

    /// The one unheard of for longest is forgotten first.
    private static final int MAX_REMEMBERED = 10_000;

    private final TimeMeter time;
    private final int atOnce;
    private final Duration oneMoreEach;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };

    public RateLimit(InstantSource clock, int atOnce, Duration oneMoreEach) {
        this.time = new Meter(clock);
        this.atOnce = atOnce;
        this.oneMoreEach = oneMoreEach;
    }

    /// @param who any name
    /// @return how long it is until they may come; zero when they may, which is counted
    public Duration take(String who) {
        ConsumptionProbe probe = bucket(who).tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /// For a time that is not to count.
    public void giveBack(String who) {
        bucket(who).addTokens(1);
    }

    private Bucket bucket(String who) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    who,
                    _ ->
                            Bucket.builder()
                                    .withCustomTimePrecision(time)
                                    .addLimit(limit ->
                                            limit.capacity(atOnce).refillGreedy(1, oneMoreEach))
                                    .build());
        }
    }

    private record Meter(InstantSource clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return Duration.ofMillis(clock.millis()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
