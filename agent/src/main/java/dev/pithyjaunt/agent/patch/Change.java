package dev.pithyjaunt.agent.patch;

/// What a file patch does to its file.
public enum Change {
    /// Lines or bytes of a file that stays where it is; its mode may change as well.
    MODIFIED,
    /// A file that was not there.
    ADDED,
    /// A file that is gone afterwards.
    DELETED,
    /// A file that has another path afterwards; its content and its mode may change as well.
    RENAMED,
    /// A further file that begins as another one's copy; that one stays.
    COPIED,
    /// The mode of a file, and nothing else.
    MODE_CHANGED
}
