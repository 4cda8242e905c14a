package dev.pithyjaunt.agent.build;

/// A document that people or agents are meant to read first.
///
/// @param path relative to the root
/// @param folder that it is about, without a slash at its end; empty for the whole repository
public record EntryDocument(String path, Kind kind, String folder) {

    /// Whom a document is for.
    public enum Kind {
        /// What the repository or the folder is.
        README,
        /// Rules for agents that work on it, such as `AGENTS.md`.
        AGENT_RULES,
        /// Rules for people who contribute.
        CONTRIBUTING,
        /// How it is made up.
        ARCHITECTURE
    }
}
