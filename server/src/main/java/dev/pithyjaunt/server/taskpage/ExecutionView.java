package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.logstream.PositionedLine;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// An execution with what it left.
///
/// @param lines the last ones of its log
/// @param patch absent: it has left none; so for the files that follow
/// @param unreadable names of files that are there and are not of the form expected
record ExecutionView(
        Execution execution,
        List<PositionedLine> lines,
        @Nullable PatchView patch,
        @Nullable EvidenceView evidence,
        @Nullable Report report,
        List<String> unreadable,
        UsageView usage,
        boolean transcript) {

    /// The position after which the stream goes on.
    public long lastPosition() {
        return lines.isEmpty() ? 0 : lines.getLast().position();
    }

    /// Lines before those shown.
    public long earlierLines() {
        return lines.isEmpty() ? 0 : lines.getFirst().position() - 1;
    }

    /// What happened, in plain words; empty when nothing went wrong.
    public String trouble() {
        Execution.Ending ending = execution.ending();
        ExecutionError error = ending == null ? null : ending.error();
        return error == null ? "" : sentence(error.category());
    }

    private static String sentence(ExecutionError.Category category) {
        return switch (category) {
            case MODEL_ERROR ->
                    "The model's service answered with an error, or with nothing of use.";
            case MODEL_TIMEOUT -> "The model took longer than it may.";
            case BUDGET_EXCEEDED -> "The tokens or the money set for one execution ran out.";
            case PATCH_REJECTED -> "The model's edits do not fit the files.";
            case NO_CHANGE -> "The model found nothing to change.";
            case CHECKS_FAILED -> "Checks fail with the patch that do not fail without it.";
            case POLICY_VIOLATION -> "The patch touches what it must not.";
            case FORGE_ERROR -> "Clone, push or pull request failed.";
            case DISPATCH_ERROR -> "It could not be started.";
            case TIMED_OUT -> "It took longer than it may and was stopped.";
            case LOST -> "Its runner was not heard of again.";
            case CANCELLED -> "Somebody stopped it.";
            case INTERNAL -> "A fault of this program.";
        };
    }

    /// Whether there is a patch of which nobody will say what the checks say.
    public boolean lacksEvidence() {
        return execution.isEnded()
                && patch != null
                && evidence == null
                && !unreadable.contains("evidence");
    }

    /// The pull request's address, where it is one that may be linked to.
    public @Nullable String pullRequest() {
        String url = execution.result().prUrl();
        return url != null && url.matches("https?://[^\\s\"'<>]+") ? url : null;
    }

    /// Whether there is a pull request that could be merged at the commit that is shown.
    public boolean isMergeable() {
        Execution.Result result = execution.result();
        return execution.isEnded()
                && result.prNumber() != null
                && result.headCommit() != null
                && result.prState() == PullRequestState.OPEN;
    }

    /// The workflow run's address, where it is one that may be linked to.
    public @Nullable String run() {
        String url = execution.run().url();
        return url != null && url.matches("https?://[^\\s\"'<>]+") ? url : null;
    }
}
