package dev.pithyjaunt.server.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// How many deliveries of runners were taken, repeats among them, and how many were refused and
/// why; refused introductions too. All counters are there from the start: none is named by what a
/// sender says.
@Component
final class EventCounts {

    private final Counter taken;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    EventCounts(MeterRegistry meters) {
        taken = meters.counter("pithyjaunt.events.taken");
        for (Refusal refusal : Refusal.values()) {
            refused.put(
                    refusal, meters.counter("pithyjaunt.events.refused", "reason", refusal.word()));
        }
    }

    void taken() {
        taken.increment();
    }

    void refused(Refusal refusal) {
        Objects.requireNonNull(refused.get(refusal)).increment();
    }
}
