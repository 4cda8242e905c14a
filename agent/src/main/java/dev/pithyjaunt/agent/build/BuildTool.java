package dev.pithyjaunt.agent.build;

/// How one tool, or a family of them, is known and read.
interface BuildTool {

    /// The place of a file's name among the tool's manifests, the one that says most first; -1 when
    /// it is none.
    int rank(String name);

    /// Reads a folder that has a manifest. What can't be read becomes a problem of the system.
    Project read(Folder folder, String manifest);

    /// Whether projects that an outer one covers may cover further ones that it does not.
    default boolean isCoverageInherited() {
        return false;
    }
}
