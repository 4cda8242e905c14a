package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.EventReading.Fault;

import org.springframework.http.HttpStatus;

import java.time.Duration;
import java.util.List;

/// A delivery that changes nothing.
final class RefusedException extends RuntimeException {

    private final HttpStatus status;
    private final String reason;
    private final List<Fault> faults;
    private final Duration retryAfter;

    private RefusedException(
            HttpStatus status,
            String reason,
            String detail,
            List<Fault> faults,
            Duration retryAfter) {
        super(detail);
        this.status = status;
        this.reason = reason;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    private RefusedException(HttpStatus status, String reason, String detail) {
        this(status, reason, detail, List.of(), Duration.ZERO);
    }

    static RefusedException tooLarge(int maxBytes) {
        return new RefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "expected at most %d bytes".formatted(maxBytes));
    }

    /// The sender stopped before the end, and is hardly there to read this.
    static RefusedException cutOff() {
        return new RefusedException(
                HttpStatus.BAD_REQUEST, "cut-off", "the body ended before its end");
    }

    /// The same answer whatever the reason is: it must not help who tries.
    static RefusedException unsigned(String reason) {
        return new RefusedException(
                HttpStatus.UNAUTHORIZED,
                reason,
                "the delivery is not signed, not with the right secret, or not within five minutes");
    }

    /// The same for one that does not exist and one of another repository or task.
    static RefusedException unknown(String reason) {
        return new RefusedException(
                HttpStatus.NOT_FOUND, reason, "there is no such execution of such a task");
    }

    static RefusedException malformed(List<Fault> faults) {
        return new RefusedException(
                HttpStatus.BAD_REQUEST,
                "malformed",
                "the event is not as its schema says",
                faults,
                Duration.ZERO);
    }

    static RefusedException tooMany(Duration retryAfter) {
        return new RefusedException(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many",
                "too many deliveries: try again later",
                List.of(),
                retryAfter);
    }

    static RefusedException conflict(String detail) {
        return new RefusedException(HttpStatus.CONFLICT, "conflict", detail);
    }

    HttpStatus status() {
        return status;
    }

    /// One word for the log, not for the sender.
    String reason() {
        return reason;
    }

    List<Fault> faults() {
        return faults;
    }

    /// Zero when it makes no sense to try again.
    Duration retryAfter() {
        return retryAfter;
    }
}
