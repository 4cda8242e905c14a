package dev.pithyjaunt.server.execution;

/// What became of a pull request, as the forge said last.
public enum PullRequestState {
    /// It waits for people.
    OPEN,
    /// Its changes are on its base.
    MERGED,
    /// Somebody closed it without taking its changes.
    CLOSED,
    /// The forge has no such pull request of the task's branch, whatever the runner said.
    MISSING
}
