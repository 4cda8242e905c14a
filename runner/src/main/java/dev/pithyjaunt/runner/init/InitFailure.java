package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.rest.ForgeException;

import java.util.List;

/// It can't be done with this token or in this repository. The message says what is missing.
final class InitFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InitFailure(String message) {
        super(message);
    }

    /// What the token is known to lack.
    static InitFailure lacking(List<String> permissions) {
        return new InitFailure(
                "the token GITHUB_TOKEN is not enough: " + String.join("; ", permissions));
    }

    static InitFailure of(ForgeException refused) {
        return new InitFailure(
                Permissions.missing(refused)
                        .map(words ->
                                "the token GITHUB_TOKEN is not enough: %s. %s"
                                        .formatted(words, refused.getMessage()))
                        .orElse(refused.getMessage()));
    }
}
