package dev.pithyjaunt.server.platform;

import java.time.Duration;

/// What is asked for is not done just now, whoever asks; it may be later.
public final class UnavailableException extends RuntimeException {

    private final String type;
    private final Duration retryAfter;

    /// @param type for programs: one word with hyphens
    /// @param retryAfter when asking again makes sense, in whole seconds
    public UnavailableException(String type, String message, Duration retryAfter) {
        super(message);
        this.type = type;
        this.retryAfter = retryAfter;
    }

    public String type() {
        return type;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
