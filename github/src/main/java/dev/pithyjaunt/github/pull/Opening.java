package dev.pithyjaunt.github.pull;

/// How opening a pull request ended: there is one.
public sealed interface Opening {

    PullRequest pullRequest();

    /// It is new.
    record Opened(PullRequest pullRequest) implements Opening {}

    /// One of that branch was open before, and is left as it is: text and base may be others.
    record WasOpen(PullRequest pullRequest) implements Opening {}
}
