package dev.pithyjaunt.runner.event;

/// Whether an execution is still the one that its task waits for, as the server says.
public enum Standing {
    /// It is, or no server was named that could say otherwise.
    CURRENT,
    /// The server is away. What was paid for is not thrown away for that.
    UNKNOWN,
    /// Somebody wants it to stop.
    CANCELLED,
    /// It has ended for the server, or is gone from it: what it made is not wanted any more.
    OVER
}
