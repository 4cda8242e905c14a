package dev.pithyjaunt.agent.prompt;

import java.util.Objects;

/// A task that, with the instructions, leaves no room for anything of the repository.
public final class TaskTooLongException extends RuntimeException {

    private final int tokens;
    private final int maxTokens;

    TaskTooLongException(int tokens, int maxTokens) {
        super(
                "the task and the instructions are about %,d tokens, and the prompt may have %,d: shorten the task or allow more"
                        .formatted(tokens, maxTokens));
        this.tokens = tokens;
        this.maxTokens = maxTokens;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// Estimated, of the task and the instructions.
    public int tokens() {
        return tokens;
    }

    public int maxTokens() {
        return maxTokens;
    }
}
