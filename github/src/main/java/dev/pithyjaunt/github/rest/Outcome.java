package dev.pithyjaunt.github.rest;

/// What became of one request.
sealed interface Outcome {

    /// Any status.
    record Answered(Answer answer) implements Outcome {}

    /// It did not leave this machine.
    record NotSent(Throwable cause) implements Outcome {}

    /// It was sent, or may have been, and no whole answer came.
    record Lost(Throwable cause) implements Outcome {}

    /// The answer is larger than any that is expected.
    record TooLarge(int maxBytes) implements Outcome {}
}
