package dev.pithyjaunt.agent.tool;

import java.util.Objects;

/// A call that can't be answered. The message is for the model: one line that says what to do.
final class BadCallException extends RuntimeException {

    BadCallException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
