package dev.pithyjaunt.runner.replay;

import dev.pithyjaunt.agent.transcript.Divergence;

import org.jspecify.annotations.Nullable;

/// What came of playing a transcript again.
///
/// @param calls answered by the recording
/// @param recordedCalls that it holds
/// @param divergence the first place at which a model is told something else; absent for none
/// @param recordedResult absent when the recorded work did not come to an end
public record ReplayResult(
        int calls,
        int recordedCalls,
        @Nullable Divergence divergence,
        String result,
        @Nullable String recordedResult) {

    /// Whether it went as it was recorded, to the same end.
    public boolean isSame() {
        return divergence == null && result.equals(recordedResult);
    }

    /// For people.
    String inWords() {
        StringBuilder text =
                new StringBuilder("played %d of %d calls again\n".formatted(calls, recordedCalls));
        if (divergence != null) {
            text.append("diverges at ").append(divergence.inWords()).append('\n');
        }
        text.append("result: ").append(result).append('\n');
        if (recordedResult == null) {
            text.append("recorded: no result, the work was broken off\n");
        } else if (!recordedResult.equals(result)) {
            text.append("recorded: ").append(recordedResult).append('\n');
        }
        return text.append(isSame() ? "the same as recorded\n" : "not the same as recorded\n")
                .toString();
    }
}
