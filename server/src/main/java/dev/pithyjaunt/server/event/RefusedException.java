package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.EventReading.Fault;
import dev.pithyjaunt.server.platform.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A delivery that changes nothing.
final class RefusedException extends RuntimeException {

    private final HttpStatus status;
    private final Refusal refusal;
    private final String why;
    private final List<Fault> faults;
    private final Duration retryAfter;

    private RefusedException(
            HttpStatus status,
            Refusal refusal,
            String why,
            String detail,
            List<Fault> faults,
            Duration retryAfter) {
        super(detail);
        this.status = status;
        this.refusal = refusal;
        this.why = why;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    private RefusedException(HttpStatus status, Refusal refusal, String detail) {
        this(status, refusal, refusal.word(), detail, List.of(), Duration.ZERO);
    }

    static RefusedException tooLarge(int maxBytes) {
        return new RefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                Refusal.TOO_LARGE,
                "expected at most %d bytes".formatted(maxBytes));
    }

    /// The sender stopped before the end, and is hardly there to read this.
    static RefusedException cutOff() {
        return new RefusedException(
                HttpStatus.BAD_REQUEST, Refusal.CUT_OFF, "the body ended before its end");
    }

    /// The same answer whatever the reason is: it must not help who tries.
    static RefusedException unsigned(Refusal refusal) {
        return unsigned(refusal, refusal.word());
    }

    /// The same answer for a run that does not prove who it is.
    ///
    /// @param why for the log
    static RefusedException unidentified(String why) {
        return unsigned(Refusal.NOT_IDENTIFIED, why);
    }

    private static RefusedException unsigned(Refusal refusal, String why) {
        return new RefusedException(
                HttpStatus.UNAUTHORIZED,
                refusal,
                why,
                "the delivery is not signed, not with the right secret, or not within five minutes",
                List.of(),
                Duration.ZERO);
    }

    /// The same for one that does not exist and one of another repository or task.
    static RefusedException unknown(Refusal refusal) {
        return unknown(refusal, refusal.word());
    }

    /// @param why for the log
    static RefusedException unknown(Refusal refusal, String why) {
        return new RefusedException(
                HttpStatus.NOT_FOUND,
                refusal,
                why,
                "there is no such execution of such a task",
                List.of(),
                Duration.ZERO);
    }

    static RefusedException malformed(List<Fault> faults) {
        return new RefusedException(
                HttpStatus.BAD_REQUEST,
                Refusal.MALFORMED,
                Refusal.MALFORMED.word(),
                "the event is not as its schema says",
                faults,
                Duration.ZERO);
    }

    static RefusedException tooMany(Refusal refusal, Duration retryAfter) {
        return new RefusedException(
                HttpStatus.TOO_MANY_REQUESTS,
                refusal,
                refusal.word(),
                "too many deliveries: try again later",
                List.of(),
                retryAfter);
    }

    static RefusedException conflict(String detail) {
        return new RefusedException(HttpStatus.CONFLICT, Refusal.CONFLICT, detail);
    }

    HttpStatus status() {
        return status;
    }

    Refusal refusal() {
        return refusal;
    }

    /// For the log, not for the sender.
    String why() {
        return why;
    }

    /// What its sender is told: a problem document, whatever it accepts, and when to try again, if
    /// that makes sense.
    ResponseEntity<Object> answer() {
        String type = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        ProblemDetail problem = Problems.problem(status, type, String.valueOf(getMessage()));
        if (!faults.isEmpty()) {
            problem.setProperty("errors", faults);
        }
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (retryAfter.isPositive()) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds() + 1));
        }
        return answer.body(problem);
    }
}
