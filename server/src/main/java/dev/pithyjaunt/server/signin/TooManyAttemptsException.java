package dev.pithyjaunt.server.signin;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

import java.time.Duration;

/// Somebody tries too often.
final class TooManyAttemptsException extends ErrorResponseException {

    private final long seconds;

    TooManyAttemptsException(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS);
        seconds = Math.max(1, wait.toSeconds() + 1);
        getBody().setDetail(detail());
    }

    private String detail() {
        return "too many attempts to sign in: try again in %d seconds".formatted(seconds);
    }

    @Override
    public String getMessage() {
        return detail();
    }

    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return headers;
    }
}
