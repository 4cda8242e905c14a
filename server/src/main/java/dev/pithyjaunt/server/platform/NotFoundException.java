package dev.pithyjaunt.server.platform;

/// There is no such thing, or not for this account: which of the two is not told.
public final class NotFoundException extends RuntimeException {

    public NotFoundException(String what, String id) {
        super("there is no %s %s".formatted(what, id));
    }
}
