package dev.pithyjaunt.agent.language;

/// What kind of text a language is for.
public enum LanguageType {
    /// Is run, or built into what is run.
    PROGRAMMING,
    /// Text with marks that say how it looks or what it means.
    MARKUP,
    /// Values for programs.
    DATA,
    /// Text for people.
    PROSE
}
