package dev.pithyjaunt.agent;

import java.util.List;

/// What the repository's checks say against a patch.
///
/// @param failures new ones, at least one; of two patches that with fewer is the better
/// @param summary one line, for people
/// @param feedback for the model
public record Objection(int failures, String summary, String feedback) {

    public Objection {
        if (failures < 1) {
            throw new IllegalArgumentException("an objection without a failure");
        }
    }

    /// @param checks at least one
    public static Objection of(List<FailedCheck> checks) {
        return new Objection(
                checks.stream().mapToInt(FailedCheck::failures).sum(),
                Feedback.summaryOfChecks(checks),
                Feedback.ofChecks(checks));
    }
}
