package dev.pithyjaunt.server.signin;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How often somebody may try to sign in: by the name that is tried, and by where the attempts come
/// from. Counted by this server alone.
@Component
final class Throttle {

    private final Attempts names;
    private final Attempts addresses;

    Throttle(InstantSource clock) {
        names = new Attempts(clock, 10, Duration.ofMinutes(1));
        addresses = new Attempts(clock, 30, Duration.ofSeconds(10));
    }

    /// @throws TooManyAttemptsException when it is too often for the one or the other
    void take(String name, String address) {
        addresses.take(address);
        takeForName(name);
    }

    /// Of somebody who has come in already.
    ///
    /// @throws TooManyAttemptsException when it is too often
    void takeForName(String name) {
        names.take(key(name));
    }

    /// An attempt that was right does not count.
    void giveBack(String name) {
        names.giveBack(key(name));
    }

    private static String key(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.substring(0, Math.min(lower.length(), 100));
    }

    /// A bucket for each who tries.
    private static final class Attempts {

        /// Remembered; the one unheard of for longest is forgotten first.
        private static final int MAX_BUCKETS = 10_000;

        private final TimeMeter time;
        private final int burst;
        private final Duration oneMoreEach;
        private final Map<String, Bucket> buckets =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                        return size() > MAX_BUCKETS;
                    }
                };

        Attempts(InstantSource clock, int burst, Duration oneMoreEach) {
            this.time = new Meter(clock);
            this.burst = burst;
            this.oneMoreEach = oneMoreEach;
        }

        void take(String key) {
            ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw new TooManyAttemptsException(
                        Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }

        void giveBack(String key) {
            bucket(key).addTokens(1);
        }

        private Bucket bucket(String key) {
            synchronized (buckets) {
                return buckets.computeIfAbsent(
                        key,
                        _ ->
                                Bucket.builder()
                                        .withCustomTimePrecision(time)
                                        .addLimit(limit ->
                                                limit.capacity(burst).refillGreedy(1, oneMoreEach))
                                        .build());
            }
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
