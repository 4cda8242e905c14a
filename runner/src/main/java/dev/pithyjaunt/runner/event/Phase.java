package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.time.InstantSource;

/// The phase that speaks.
///
/// @param redactor takes the secrets out of all that is said
record Phase(
        String name,
        ExecutionFolder folder,
        WorkflowRun workflowRun,
        Redactor redactor,
        InstantSource clock,
        Rhythm rhythm) {

    Unsent unsent() {
        return new Unsent(folder, name);
    }

    /// @param firstSequence of the first line that will be put in
    Outbox outbox(long firstSequence) {
        ExecutionRequest request = folder.request();
        return new Outbox(() -> origin(request), rhythm, firstSequence);
    }

    Event.Origin origin(ExecutionRequest request) {
        return new Event.Origin(
                request.taskId(),
                request.executionId(),
                workflowRun.attempt(),
                name,
                clock.instant());
    }
}
