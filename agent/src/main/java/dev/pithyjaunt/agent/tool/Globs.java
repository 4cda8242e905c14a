package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.path.MalformedGlobException;

/// The globs that models write.
final class Globs {

    private Globs() {}

    /// @throws BadCallException when it is none
    static Glob parse(String text) {
        try {
            return Glob.exact(text.replaceFirst("^(?:\\./)+", ""));
        } catch (MalformedGlobException e) {
            throw new BadCallException("The glob can't be used: %s.".formatted(e.problem()));
        }
    }
}
