package dev.pithyjaunt.agent.edit;

/// Carries a refusal from where it is found to the fitter, which lists it.
final class RefusedEditException extends RuntimeException {

    private final String reason;
    private final String nearest;

    RefusedEditException(String reason) {
        this(reason, "");
    }

    RefusedEditException(String reason, String nearest) {
        super(reason);
        this.reason = reason;
        this.nearest = nearest;
    }

    String reason() {
        return reason;
    }

    String nearest() {
        return nearest;
    }
}
