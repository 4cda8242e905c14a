package dev.pithyjaunt.protocol;

import tools.jackson.core.JacksonException;

/// Text that is not the JSON it should be. The message names what was read, the line and the
/// column.
public final class MalformedJsonException extends RuntimeException {

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
