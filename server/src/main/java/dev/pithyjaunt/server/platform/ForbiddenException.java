package dev.pithyjaunt.server.platform;

/// The account may not do that.
public final class ForbiddenException extends RuntimeException {

    public ForbiddenException(String message) {
        super(message);
    }
}
