package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.catalog.ModelFacts;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// What a conversation is about, and all that its course depends on but the model.
///
/// @param models in the order in which they take over from one another
/// @param rounds how often objections may go back to the model; absent for never
public record TranscriptHead(
        String executionId,
        String taskId,
        String baseCommit,
        ExecutionRequest.Task task,
        ExecutionRequest.Limits limits,
        List<ModelFacts> models,
        Report.Instructions instructions,
        @Nullable Integer rounds) {

    public TranscriptHead {
        Objects.requireNonNull(baseCommit, "baseCommit");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(limits, "limits");
        models = List.copyOf(models);
    }
}
