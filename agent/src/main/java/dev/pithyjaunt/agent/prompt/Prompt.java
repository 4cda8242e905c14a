package dev.pithyjaunt.agent.prompt;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the model is first told.
///
/// @param system the instructions
/// @param user the repository and the task
/// @param shown paths of the files whose contents, whole or in part, are in it, best first
public record Prompt(String system, String user, List<String> shown) {

    /// Bytes of source code or English that make a token, measured low so that a budget holds.
    private static final double BYTES_PER_TOKEN = 3.3;

    public Prompt {
        shown = List.copyOf(shown);
    }

    /// Estimated tokens.
    public int tokens() {
        return estimate(system) + estimate(user);
    }

    static int estimate(String text) {
        return (int) estimate((long) text.getBytes(StandardCharsets.UTF_8).length);
    }

    static long estimate(long bytes) {
        return (long) Math.ceil(bytes / BYTES_PER_TOKEN);
    }
}
