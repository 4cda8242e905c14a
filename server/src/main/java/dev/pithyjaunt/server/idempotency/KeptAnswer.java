package dev.pithyjaunt.server.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

import java.io.IOException;
import java.util.Arrays;

import jakarta.servlet.http.HttpServletResponse;

/// What was answered to the request that had its effect.
record KeptAnswer(
        int status, @Nullable String location, @Nullable String contentType, byte[] body) {

    static KeptAnswer of(ContentCachingResponseWrapper response) {
        return new KeptAnswer(
                response.getStatus(),
                response.getHeader(HttpHeaders.LOCATION),
                response.getContentType(),
                response.getContentAsByteArray());
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setHeader("Idempotency-Replayed", "true");
        if (location != null) {
            response.setHeader(HttpHeaders.LOCATION, location);
        }
        if (contentType != null) {
            response.setContentType(contentType);
        }
        response.getOutputStream().write(body);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptAnswer answer
                && status == answer.status
                && Arrays.equals(body, answer.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }

    /// Tells nothing of the body.
    @Override
    public String toString() {
        return "KeptAnswer[%d, %d bytes]".formatted(status, body.length);
    }
}
