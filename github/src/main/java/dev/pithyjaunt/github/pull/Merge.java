package dev.pithyjaunt.github.pull;

/// How merging a pull request ended.
public sealed interface Merge {

    /// How commits get into the base.
    enum Method {
        /// A commit with two parents.
        MERGE,
        /// One commit that holds all changes.
        SQUASH,
        /// The commits, made anew on top of the base.
        REBASE
    }

    /// @param commit the hash of what is on the base; empty when GitHub did not say it
    record Merged(String commit) implements Merge {}

    /// The head is another commit than the one that was to be merged; nothing was done.
    ///
    /// @param words GitHub's
    record HeadMoved(String words) implements Merge {}

    /// It can't be merged as it is: conflicts, missing reviews or checks, a draft, or closed.
    ///
    /// @param words GitHub's
    record NotMergeable(String words) implements Merge {}
}
