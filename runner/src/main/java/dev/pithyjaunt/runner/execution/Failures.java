package dev.pithyjaunt.runner.execution;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;

import java.util.concurrent.CancellationException;

/// Says what an exception means for the execution. The one place where a phase catches broadly.
public final class Failures {

    private final Interrupts interrupts;

    public Failures(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    /// @param gitFailure what it means when git fails in this phase
    public ExecutionError explain(RuntimeException e, Category gitFailure) {
        if (e instanceof CancellationException || interrupts.requestedAfterFailure()) {
            return new ExecutionError(Category.CANCELLED, "it was cancelled");
        }
        if (e instanceof GitException git) {
            return git.exitCode() == -1
                    ? new ExecutionError(Category.TIMED_OUT, git.getMessage())
                    : new ExecutionError(gitFailure, git.getMessage());
        }
        StringBuilder message = new StringBuilder(e.toString());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            message.append(", because ").append(cause);
        }
        return new ExecutionError(Category.INTERNAL, message.toString());
    }

    /// How an execution ends that ran into an error of this kind.
    public static Outcome outcome(ExecutionError error) {
        return switch (error.category()) {
            case CANCELLED -> Outcome.CANCELLED;
            case POLICY_VIOLATION -> Outcome.NEEDS_REVIEW;
            case MODEL_ERROR,
                    MODEL_TIMEOUT,
                    BUDGET_EXCEEDED,
                    PATCH_REJECTED,
                    NO_CHANGE,
                    CHECKS_FAILED,
                    FORGE_ERROR,
                    DISPATCH_ERROR,
                    TIMED_OUT,
                    LOST,
                    INTERNAL ->
                    Outcome.FAILED;
        };
    }
}
