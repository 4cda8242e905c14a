package dev.pithyjaunt.testkit;

/// A request that the provider answers with an error.
final class Refusal extends RuntimeException {

    private final int status;
    private final String code;
    private final String parameter;

    /// @param code OpenAI's code, or the error's type at Anthropic
    /// @param parameter such as `messages[0].role`; empty when it is none
    Refusal(int status, String message, String code, String parameter) {
        super(message);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
    }

    Refusal(int status, String message, String code) {
        this(status, message, code, "");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String parameter() {
        return parameter;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
