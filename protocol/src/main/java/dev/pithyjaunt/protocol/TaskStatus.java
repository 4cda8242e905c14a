package dev.pithyjaunt.protocol;

/// Where a task stands. Those after `RUNNING` are ends; from each of them it can be executed again.
public enum TaskStatus {
    /// Not asked to run yet.
    QUEUED,
    /// From the moment `execute` is accepted.
    RUNNING,
    /// A result that counts as done.
    COMPLETED,
    /// A result or a refusal that a person must look at.
    NEEDS_REVIEW,
    /// The model asks something before it can go on.
    NEEDS_CLARIFICATION,
    /// No result.
    FAILED,
    /// Stopped by a person.
    CANCELLED
}
