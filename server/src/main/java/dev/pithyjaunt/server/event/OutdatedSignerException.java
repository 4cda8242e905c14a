package dev.pithyjaunt.server.event;

/// What was known of a delivery's signer is not so any more: it has to be verified again.
final class OutdatedSignerException extends RuntimeException {

    OutdatedSignerException(String executionId) {
        super("execution %s is gone, or has another secret".formatted(executionId));
    }
}
