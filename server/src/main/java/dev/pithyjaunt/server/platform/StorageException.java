package dev.pithyjaunt.server.platform;

/// The database is busy, full or out of reach: nothing was stored, and the same request may succeed
/// later.
public final class StorageException extends RuntimeException {

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
