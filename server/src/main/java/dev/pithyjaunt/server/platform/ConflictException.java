package dev.pithyjaunt.server.platform;

/// What is asked for does not go with the state that the thing is in.
public final class ConflictException extends RuntimeException {

    private final String type;
    private final boolean isShort;

    public ConflictException(String message) {
        this("conflict", message);
    }

    /// @param type for programs: one word with hyphens
    public ConflictException(String type, String message) {
        this(type, message, false);
    }

    private ConflictException(String type, String message, boolean isShort) {
        super(message);
        this.type = type;
        this.isShort = isShort;
    }

    /// One that is over in a moment: the same request may succeed then.
    public static ConflictException forNow(String type, String message) {
        return new ConflictException(type, message, true);
    }

    boolean isShort() {
        return isShort;
    }

    String type() {
        return type;
    }
}
