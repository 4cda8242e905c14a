package dev.pithyjaunt.runner.sandbox;

/// This machine has not what a sandbox needs. The message says what is missing, and what can be
/// done.
public final class SandboxMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxMissingException(String what) {
        super(
                "the repository's checks can't be run in a sandbox here: %s. --sandbox none runs them as you, without one; --no-checks runs none (on a server: JAUNT_SANDBOX)"
                        .formatted(what));
    }
}
