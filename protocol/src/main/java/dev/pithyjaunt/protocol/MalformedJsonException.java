package dev.pithyjaunt.protocol;

import tools.jackson.core.JacksonException;

/// Text that is not the JSON it should be. The message names what was read, and where in it.
public final class MalformedJsonException extends RuntimeException {

    /// @param problem what about it is not as its schema says, with its place
    MalformedJsonException(String what, String problem) {
        super("%s: %s".formatted(what, problem));
    }

    MalformedJsonException(String what, JacksonException cause) {
        super(
                "%s: %s (line %d, column %d)"
                        .formatted(
                                what,
                                cause.getOriginalMessage(),
                                cause.getLocation() == null ? 0 : cause.getLocation().getLineNr(),
                                cause.getLocation() == null
                                        ? 0
                                        : cause.getLocation().getColumnNr()),
                cause);
    }
}
