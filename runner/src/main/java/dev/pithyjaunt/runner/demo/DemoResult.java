package dev.pithyjaunt.runner.demo;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What the demo came to: what `--json` prints.
///
/// @param status of the task
/// @param url the task's page
/// @param prUrl the pull request; null when there is none
/// @param diff the patch; empty without one
/// @param usage what the model calls took
/// @param seconds by phase
/// @param logLines lines of the execution's log
record DemoResult(
        String taskId,
        String executionId,
        TaskStatus status,
        Outcome outcome,
        @Nullable ExecutionError error,
        String url,
        @Nullable String branch,
        @Nullable String baseCommit,
        @Nullable String headCommit,
        @JsonInclude @Nullable String prUrl,
        String diff,
        Usage usage,
        Map<String, Double> seconds,
        long logLines) {

    /// The exit code that `jaunt run` would have ended with.
    int exitCode() {
        return outcome.exitCode();
    }
}
