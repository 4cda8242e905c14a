package dev.pithyjaunt.testkit.github;

import java.time.Duration;
import java.util.Map;

/// What goes wrong with a request on order.
public sealed interface Fault {

    /// Nothing is done, and this is answered.
    record Status(int status, Map<String, String> headers, String body) implements Fault {
        public Status {
            headers = Map.copyOf(headers);
        }

        public Status(int status) {
            this(status, Map.of(), "{\"message\": \"Server Error\"}");
        }
    }

    /// Too much in a short time: 403 with `retry-after`.
    record SecondaryLimit(Duration retryAfter) implements Fault {}

    /// All requests of the hour are used up: 403 with nothing remaining, until then.
    record PrimaryLimit(Duration untilReset) implements Fault {}

    /// Done and answered, but only after this time.
    record Slow(Duration after) implements Fault {}

    /// The connection is cut before anything is done.
    record Cut() implements Fault {}

    /// It is done, and the connection is cut in place of an answer.
    record DoneThenCut() implements Fault {}
}
