package dev.pithyjaunt.github.actions;

/// What GitHub made of a wish to end a run.
public enum Cancellation {
    /// It is going to end: jobs that run always still do, unless it was forced.
    ACCEPTED,
    /// It can't be ended: it did so by itself, or is ending.
    NOT_CANCELLABLE
}
