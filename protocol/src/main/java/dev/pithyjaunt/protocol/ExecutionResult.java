package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// How an execution ended, from what its phases left behind: the file `result.json`, and what
/// `--json` prints.
///
/// @param status the task's status that follows
/// @param branch the pushed branch; absent when none was
/// @param prUrl the pull request; absent when none was opened
/// @param compareUrl where a person can open one; absent when the branch is at no forge
/// @param diff the patch; empty without one
/// @param checks what the checks said; `NOT_CHECKED` also when it did not come to them
/// @param seconds wall time by phase, in their order
/// @param folder where the files of the execution are
public record ExecutionResult(
        String taskId,
        String executionId,
        TaskStatus status,
        Outcome outcome,
        @Nullable ExecutionError error,
        @Nullable String question,
        @Nullable String branch,
        String baseCommit,
        @Nullable String headCommit,
        @Nullable String prUrl,
        @Nullable Integer prNumber,
        @Nullable String compareUrl,
        String diff,
        Evidence.Verdict checks,
        Usage usage,
        Map<String, Double> seconds,
        String folder) {

    public ExecutionResult {
        seconds = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(seconds));
    }
}
