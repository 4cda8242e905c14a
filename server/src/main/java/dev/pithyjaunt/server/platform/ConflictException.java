package dev.pithyjaunt.server.platform;

/// What is asked for does not go with the state that the thing is in.
public final class ConflictException extends RuntimeException {

    private final String type;

    public ConflictException(String message) {
        this("conflict", message);
    }

    /// @param type for programs: one word with hyphens
    public ConflictException(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
