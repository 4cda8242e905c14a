package dev.pithyjaunt.runner.workflow;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.DispatchPayload;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionRequest.Base;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.ExecutionRequest.ModelChoice;
import dev.pithyjaunt.protocol.ExecutionRequest.Options;
import dev.pithyjaunt.protocol.ExecutionRequest.Task;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.TaskText;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the run is asked to do: the payload that a server dispatched, or what a person wrote into
/// the inputs. The repository is always the one that the workflow runs in.
///
/// A payload of a workflow_dispatch is the input `request`. What people start has ids made of the
/// run's number, so that every job makes the same ones.
final class WorkflowRequest {

    private static final long MAX_EVENT_BYTES = 8 << 20;

    /// From the end of a phase to the end of its job, for the artifact.
    private static final Duration TO_HAND_OVER = Duration.ofSeconds(20);

    private static final Duration FOR_OTHERS = Duration.ofMinutes(2);

    /// Of an execution that a person began.
    private static final Duration TIME = Duration.ofMinutes(10);

    private final JobVariables variables;
    private final InstantSource clock;

    WorkflowRequest(JobVariables variables, InstantSource clock) {
        this.variables = variables;
        this.clock = clock;
    }

    /// The request as one phase is to take it: with a deadline before the end of its job, so that
    /// it ends by itself and hands over what it has.
    ///
    /// @throws IllegalArgumentException when the event is none of these, or says something that
    ///   makes no sense
    ExecutionRequest read(String phase) {
        // Whose workflow calls ours for an event of its own says the task, and its event is not
        // ours.
        Optional<ExecutionRequest> dispatched =
                variables.input("TASK").isPresent() ? Optional.empty() : dispatched();
        ExecutionRequest request = dispatched.isPresent() ? here(dispatched.get()) : byHand();
        Instant deadline = request.limits().deadline();
        if (phase.equals("generate")) {
            deadline = beforeOthers(deadline);
        }
        Duration last = phase.equals("generate") ? TO_HAND_OVER : TO_HAND_OVER.dividedBy(2);
        Optional<Instant> end = variables.end().map(ends -> ends.minus(last));
        return request.withDeadline(end.filter(deadline::isAfter).orElse(deadline));
    }

    /// What is left of the time after the model is for the jobs that follow.
    private Instant beforeOthers(Instant deadline) {
        Duration quarter = Duration.between(clock.instant(), deadline).dividedBy(4);
        if (quarter.isNegative()) {
            return deadline;
        }
        return deadline.minus(quarter.compareTo(FOR_OTHERS) < 0 ? quarter : FOR_OTHERS);
    }

    private Optional<ExecutionRequest> dispatched() {
        try {
            Optional<String> input = variables.input("REQUEST");
            if (input.isPresent()) {
                return Optional.of(DispatchPayload.read(input.get()));
            }
            JsonNode payload = event().path("client_payload");
            return payload.isObject()
                    ? Optional.of(DispatchPayload.read(Json.line(payload)))
                    : Optional.empty();
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(
                    "the payload of the run's event is no request: " + e.getMessage(), e);
        }
    }

    private JsonNode event() {
        Path file = variables.event();
        try {
            if (Files.size(file) > MAX_EVENT_BYTES) {
                throw new IllegalArgumentException(file + " is too large for an event");
            }
            return Json.tree(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the run's event", e);
        }
    }

    /// A payload says where it was meant for; the workflow decides where it is.
    private ExecutionRequest here(ExecutionRequest asked) {
        String url = variables.repositoryUrl();
        return new ExecutionRequest(
                asked.executionId(),
                asked.taskId(),
                asked.attempt(),
                asked.serverUrl(),
                url,
                asked.base(),
                asked.task(),
                asked.model(),
                asked.limits(),
                new Options(asked.options().checking(), url, asked.options().dryRun()));
    }

    private ExecutionRequest byHand() {
        TaskText text =
                new TaskText(
                        variables
                                .input("TASK")
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "nothing is asked for: the event has no client_payload, and the inputs have no task")));
        String url = variables.repositoryUrl();
        return new ExecutionRequest(
                "run-%s-%d".formatted(variables.runId(), variables.runAttempt()),
                "run-" + variables.runId(),
                variables.runAttempt(),
                null,
                url,
                new Base(variables.branch(), variables.commit()),
                new Task(text.title(), text.text()),
                new ModelChoice(null, variables.input("MODEL").orElse(null)),
                Limits.until(clock.instant().plus(TIME)),
                new Options(
                        new Checking(CheckMode.JOB, checks(), 0, CheckLimits.STANDARD),
                        url,
                        false));
    }

    private List<String> checks() {
        return variables.input("CHECKS").stream()
                .flatMap(text -> Stream.of(text.split("\\R|;;")))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
