package dev.pithyjaunt.protocol;

/// How an execution ended: the task's status that follows, and the exit code of the program.
public enum Outcome {
    /// A patch, with no check newly failing.
    READY(TaskStatus.COMPLETED, 0),
    /// Something for a person to look at: checks newly failing, protected paths, or refused edits.
    NEEDS_REVIEW(TaskStatus.NEEDS_REVIEW, 3),
    /// The model asks.
    NEEDS_CLARIFICATION(TaskStatus.NEEDS_CLARIFICATION, 4),
    /// The model found nothing to change, and said why.
    NO_CHANGE(TaskStatus.FAILED, 5),
    /// Model, forge, time or program failed.
    FAILED(TaskStatus.FAILED, 1),
    /// Stopped on request.
    CANCELLED(TaskStatus.CANCELLED, 130);

    private final TaskStatus taskStatus;
    private final int exitCode;

    Outcome(TaskStatus taskStatus, int exitCode) {
        this.taskStatus = taskStatus;
        this.exitCode = exitCode;
    }

    public TaskStatus taskStatus() {
        return taskStatus;
    }

    public int exitCode() {
        return exitCode;
    }
}
