package dev.pithyjaunt.agent.build;

/// A command line that a manifest speaks for, to be run in its folder.
///
/// @param line for a POSIX shell; made of fixed words and of names that are plain
/// @param source the file, and what in it says so
public record BuildCommand(Purpose purpose, String line, String source) {

    /// What a command is for.
    public enum Purpose {
        /// Fetches what the others need, or builds it.
        SET_UP,
        /// Runs the tests.
        TEST,
        /// Judges the code without running it.
        LINT
    }
}
