package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// One line of a transcript. Fields that a role does not have are absent.
///
/// @param role of a message: `system`, `user`, `assistant`, `tool`; of what is none: `execution`
///   (the first line), `answered` (after each `assistant`), `failed` (a call without an answer),
///   `objected` (checks newly fail), `result` (the last line), and what only people read:
///   `rejected`, `retrying`, `fell-back`, `tools-refused`, `stopped`, `costly`, `prompt-cut`
/// @param text of a message; of the others, words for people
/// @param calls the tools that an assistant's message calls
/// @param callId the call that a tool's message answers
/// @param tool the name of that tool
/// @param failure of a call
/// @param objection what the checks say, but for its summary, which is the text
/// @param result how it all ended
record TranscriptLine(
        Instant at,
        String role,
        @Nullable String text,
        @Nullable List<ToolCall> calls,
        @Nullable String callId,
        @Nullable String tool,
        Completion.@Nullable Ending ending,
        Usage.@Nullable Call usage,
        @Nullable Failure failure,
        @Nullable Objected objection,
        @Nullable Result result,
        @Nullable TranscriptHead execution) {

    static TranscriptLine words(Instant at, String role, String text) {
        return new TranscriptLine(
                at, role, text, null, null, null, null, null, null, null, null, null);
    }

    /// @param status the HTTP status; absent when none arrived
    /// @param retryAfterMillis what the provider asked for; absent when it did not
    record Failure(
            String provider,
            @Nullable Integer status,
            ModelException.Reason reason,
            @Nullable Long retryAfterMillis,
            String message) {}

    /// @param feedback what the model is told of it, if it is told
    record Objected(int failures, String feedback) {}

    /// @param kind the name of the result's type
    /// @param patch SHA-256 of the patch, hexadecimal; absent when there is none
    record Result(String kind, @Nullable String patch) {}
}
