package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What `generate` did: the file `report.json` beside `patch.diff` and `transcript.jsonl`.
///
/// @param outcome `READY` when there is a whole patch
/// @param error present unless the outcome is `READY`
/// @param partial whether the patch is only what was stated until the work was broken off
/// @param question what the model asks, when it does
/// @param summary what the model says of its change; empty when it says nothing
/// @param files what the patch changes; empty without a patch
/// @param reviewReasons why a person must look before this is merged; empty when nothing says so
/// @param warnings what may be wrong with the patch, which goes on all the same
/// @param refusals the edits of the last attempt that fit nowhere
/// @param context paths that the model was shown, best first
/// @param instructions that the model was given; absent when it was not asked
/// @param edits how many of its edits fit, by model and form
public record Report(
        String executionId,
        String taskId,
        String baseCommit,
        Outcome outcome,
        @Nullable ExecutionError error,
        boolean partial,
        @Nullable String question,
        String summary,
        List<FileChange> files,
        List<String> reviewReasons,
        List<String> warnings,
        List<Refusal> refusals,
        List<String> context,
        @Nullable Instructions instructions,
        List<EditCount> edits,
        Usage usage,
        int attempts,
        Instant startedAt,
        Instant finishedAt) {

    public Report {
        files = List.copyOf(files);
        reviewReasons = List.copyOf(reviewReasons);
        warnings = List.copyOf(warnings);
        refusals = List.copyOf(refusals);
        context = List.copyOf(context);
        edits = List.copyOf(edits);
    }

    /// Which instructions a model was given, so that results can be compared by them.
    ///
    /// @param source `standard`, or the file that replaces them
    /// @param version the first 12 hexadecimal digits of the SHA-256 of their text
    /// @param form in which the model was asked to state changes
    public record Instructions(String source, String version, EditForm form) {}

    /// @param path relative to the repository's root, `/`-separated
    /// @param added lines
    /// @param removed lines
    public record FileChange(String path, int added, int removed) {}

    /// An edit as the model stated it, and why it was not made.
    public record Refusal(String path, String reason, String edit) {}
}
