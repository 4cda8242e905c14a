package dev.pithyjaunt.runner.sandbox;

/// This machine has not what the checks are to be run in. The message says what is missing, and
/// what can be done.
public final class SandboxMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SandboxMissingException(String how, String what) {
        super(
                "the repository's checks can't be run %s here: %s. --sandbox none runs them as you, without one; --no-checks runs none (on a server: JAUNT_SANDBOX)"
                        .formatted(how, what));
    }

    static SandboxMissingException noSandbox(String what) {
        return new SandboxMissingException("in a sandbox", what);
    }

    static SandboxMissingException noOtherUser(String what) {
        return new SandboxMissingException("as another user", what);
    }
}
