package dev.pithyjaunt.server.event;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often a sender may come. Counted by this server alone.
@Component
final class RateLimits {

    /// A runner sends about one delivery a second; after an interruption it catches up.
    private static final int BURST = 100;

    private static final int A_SECOND = 20;

    /// Executions remembered; the one unheard of for longest is forgotten first.
    private static final int MAX_BUCKETS = 10_000;

    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_BUCKETS;
                }
            };

    private final Bucket strangers = bucket(20, 2);

    private static Bucket bucket(int burst, int aSecond) {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(burst).refillGreedy(aSecond, Duration.ofSeconds(1)))
                .build();
    }

    /// @throws RefusedException when the execution's runner comes too often
    void take(String executionId) {
        ConsumptionProbe probe = ofExecution(executionId).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw RefusedException.tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /// For a repeat, which is not counted.
    void giveBack(String executionId) {
        ofExecution(executionId).addTokens(1);
    }

    private Bucket ofExecution(String executionId) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(executionId, _ -> bucket(BURST, A_SECOND));
        }
    }

    /// Whether there is time to find out who else signed a delivery, which takes a hash over it for
    /// each repository.
    boolean takeForStranger() {
        return strangers.tryConsume(1);
    }
}
