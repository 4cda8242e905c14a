package dev.pithyjaunt.agent.build;

import java.util.function.Predicate;

/// A build system and the folders that its commands reach.
///
/// @param covers tells of a folder's path whether a manifest of the same tool there is part of it
record Project(BuildSystem system, Predicate<String> covers) {

    static Project alone(BuildSystem system) {
        return new Project(system, _ -> false);
    }

    /// One that reaches all that is below its folder.
    static Project ofAllBelow(BuildSystem system) {
        String prefix = system.folder().isEmpty() ? "" : system.folder() + "/";
        return new Project(system, folder -> folder.startsWith(prefix));
    }
}
