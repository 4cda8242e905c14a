package dev.pithyjaunt.agent.edit;

import java.util.Optional;

/// Tells whether a file still reads as its language does. A place that was found by part of its
/// context only must pass it.
@FunctionalInterface
public interface SyntaxJudge {

    /// For languages that nobody can parse.
    SyntaxJudge NONE = (_, _, _) -> false;

    /// @param path tells the language
    /// @param before absent for a new file
    /// @return whether there are errors that were not there before
    boolean isBroken(String path, Optional<byte[]> before, byte[] after);
}
