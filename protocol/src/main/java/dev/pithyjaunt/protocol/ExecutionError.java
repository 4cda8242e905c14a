package dev.pithyjaunt.protocol;

/// Why an execution did not simply succeed.
///
/// @param message for people: what was being done, to what, and what was found
public record ExecutionError(Category category, String message) {

    /// One word for what went wrong, the same in reports, metrics and filters.
    public enum Category {
        /// The model's service answered with an error, or with nothing that can be used.
        MODEL_ERROR,
        /// The model took longer than its limit.
        MODEL_TIMEOUT,
        /// Tokens or money ran out.
        BUDGET_EXCEEDED,
        /// The edits fit nowhere after the last attempt.
        PATCH_REJECTED,
        /// The model found nothing to change.
        NO_CHANGE,
        /// The repository's checks fail with the patch and not without it.
        CHECKS_FAILED,
        /// The patch touches what it must not, or the repository's settings of that can't be read.
        POLICY_VIOLATION,
        /// Clone, push or pull request failed.
        FORGE_ERROR,
        /// The backend did not take the execution.
        DISPATCH_ERROR,
        /// The execution's deadline passed.
        TIMED_OUT,
        /// The runner was not heard of again.
        LOST,
        /// A person stopped it.
        CANCELLED,
        /// A fault of this program.
        INTERNAL
    }
}
