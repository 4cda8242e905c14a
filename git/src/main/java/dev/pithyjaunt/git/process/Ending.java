package dev.pithyjaunt.git.process;

import java.time.Duration;

/// How a child process ended.
public sealed interface Ending {

    /// @param code the exit code; 128 + number for a signal
    record Exited(int code) implements Ending {}

    /// It and its children were killed after this time.
    record TimedOut(Duration limit) implements Ending {}

    /// Whether it ended by itself with exit code 0.
    default boolean succeeded() {
        return this instanceof Exited(int code) && code == 0;
    }
}
