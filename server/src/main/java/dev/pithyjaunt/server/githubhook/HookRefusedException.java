package dev.pithyjaunt.server.githubhook;

import org.springframework.http.HttpStatus;

import java.time.Duration;

/// A delivery that is not taken.
final class HookRefusedException extends RuntimeException {

    private final HttpStatus status;
    private final String reason;
    private final Duration retryAfter;

    private HookRefusedException(
            HttpStatus status, String reason, Duration retryAfter, String detail) {
        super(detail);
        this.status = status;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    private HookRefusedException(HttpStatus status, String reason, String detail) {
        this(status, reason, Duration.ZERO, detail);
    }

    static HookRefusedException switchedOff() {
        return new HookRefusedException(
                HttpStatus.NOT_FOUND,
                "switched-off",
                "GitHub's webhooks are not taken here: GITHUB_APP_WEBHOOK_SECRET is not set");
    }

    static HookRefusedException notJson() {
        return new HookRefusedException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "set the webhook's content type to application/json");
    }

    static HookRefusedException tooLarge(int maxBytes) {
        return new HookRefusedException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "expected at most %d bytes".formatted(maxBytes));
    }

    /// The sender stopped before the end, and is hardly there to read this.
    static HookRefusedException cutOff() {
        return new HookRefusedException(
                HttpStatus.BAD_REQUEST, "cut-off", "the body ended before its end");
    }

    /// The same answer whatever the reason is: it must not help who tries.
    static HookRefusedException unsigned(String reason) {
        return new HookRefusedException(
                HttpStatus.UNAUTHORIZED,
                reason,
                "the delivery is not signed with the secret that is set here as GITHUB_APP_WEBHOOK_SECRET");
    }

    static HookRefusedException tooMany(String reason, Duration retryAfter) {
        return new HookRefusedException(
                HttpStatus.TOO_MANY_REQUESTS,
                reason,
                retryAfter,
                "too many deliveries: try again later");
    }

    static HookRefusedException malformed(String detail) {
        return new HookRefusedException(HttpStatus.BAD_REQUEST, "malformed", detail);
    }

    HttpStatus status() {
        return status;
    }

    /// One or two words for the log and the counter, not for the sender.
    String reason() {
        return reason;
    }

    /// Zero when it makes no sense to try again.
    Duration retryAfter() {
        return retryAfter;
    }
}
