package dev.pithyjaunt.testkit;

import java.time.Duration;
import java.util.Map;

/// What a webhook receiver does with one delivery whose signature is right.
public sealed interface Reception {

    /// What a server does: takes it, or refuses what is malformed.
    record Take() implements Reception {}

    /// Takes nothing and answers this.
    record Status(int status, Map<String, String> headers) implements Reception {
        public Status {
            headers = Map.copyOf(headers);
        }

        public Status(int status) {
            this(status, Map.of());
        }
    }

    /// Takes it, and closes the connection without an answer.
    record TakeAndDrop() implements Reception {}

    /// Closes the connection without taking it.
    record Drop() implements Reception {}

    /// Waits, then takes it.
    record TakeLate(Duration after) implements Reception {}

    /// Takes it, then loses the lines of its phase from this sequence on and asks for them again,
    /// as a server does that was restored from a backup.
    record Forget(long from) implements Reception {}
}
