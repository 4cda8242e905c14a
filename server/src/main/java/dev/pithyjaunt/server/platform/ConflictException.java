package dev.pithyjaunt.server.platform;

/// What is asked for does not go with the state that the thing is in.
public final class ConflictException extends RuntimeException {

    public ConflictException(String message) {
        super(message);
    }
}
