package dev.pithyjaunt.agent.budget;

/// Whether a call may be made.
public sealed interface Room {

    /// @param outputTokens that its answer may have
    record Granted(int outputTokens) implements Room {}

    /// @param message for people: which limit, what is used, what the call would need
    record Exceeded(String message) implements Room {}
}
