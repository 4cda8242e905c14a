package dev.pithyjaunt.agent.policy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a repository says of how its commits are prepared and checked.
///
/// @param setUp commands that prepare a work tree, in order; absent when it does not say, so that
///   they are to be detected; empty when there is nothing to prepare
/// @param setUpNetwork whether these reach the network
/// @param checks in order; absent when it does not say; empty when none are to be run, on purpose
public record CheckSettings(
        @Nullable List<Command> setUp, boolean setUpNetwork, @Nullable List<Command> checks) {

    /// What holds where a repository says nothing.
    public static final CheckSettings STANDARD = new CheckSettings(null, true, null);

    public CheckSettings {
        setUp = setUp == null ? null : List.copyOf(setUp);
        checks = checks == null ? null : List.copyOf(checks);
    }

    /// One command line.
    ///
    /// @param run for a POSIX shell; one line without control characters
    /// @param folder to run it in, relative to the repository's root; empty for the root
    /// @param name to show in place of the line; absent when it has none
    /// @param seconds that it may take; absent when the usual limit holds
    public record Command(
            String run, String folder, @Nullable String name, @Nullable Integer seconds) {}
}
