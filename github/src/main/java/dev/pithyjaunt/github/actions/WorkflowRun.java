package dev.pithyjaunt.github.actions;

import dev.pithyjaunt.github.rest.Fields;

import java.time.Instant;
import java.util.Optional;

/// A run of a workflow.
///
/// @param attempt from 1; a run that is started again keeps its id
/// @param title what the workflow's `run-name` made
/// @param conclusion empty until it ended
/// @param page where people look at it
public record WorkflowRun(
        long id,
        long attempt,
        RunStatus status,
        Optional<Conclusion> conclusion,
        String event,
        String title,
        String commit,
        Instant created,
        String page) {

    public boolean isFinished() {
        return status == RunStatus.COMPLETED;
    }

    static WorkflowRun of(Fields fields) {
        return new WorkflowRun(
                fields.number("id"),
                fields.has("run_attempt") ? fields.number("run_attempt") : 1,
                RunStatus.of(fields.text("status")),
                fields.findText("conclusion").map(Conclusion::of),
                fields.text("event"),
                fields.findText("display_title").orElse(""),
                fields.text("head_sha"),
                fields.time("created_at"),
                fields.text("html_url"));
    }
}
