package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EvidenceSummary;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.usage.Spending;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/// What the events of a beginning and of an end change. All of it is to be called inside a write,
/// as a part of it.
@Component
final class EventEffects {

    private final ExecutionStore executions;
    private final Executions ends;
    private final RepositoryStore repositories;
    private final Spending spending;
    private final LogStore logs;
    private final InstantSource clock;

    EventEffects(
            ExecutionStore executions,
            Executions ends,
            RepositoryStore repositories,
            Spending spending,
            LogStore logs,
            InstantSource clock) {
        this.executions = executions;
        this.ends = ends;
        this.repositories = repositories;
        this.spending = spending;
        this.logs = logs;
        this.clock = clock;
    }

    /// Of the event that a run sends first, for an execution that has not ended.
    ///
    /// @throws ConflictException when it does not go with the execution's status
    Effect start(Execution execution, Event.Started event) {
        Instant now = clock.instant();
        return taken(
                executions.change(execution.id(), found -> found.started(run(found, event), now)),
                event.origin());
    }

    private Effect taken(Execution execution, Event.Origin origin) {
        return new Effect(
                Answer.taken(
                        logs.nextSequence(
                                origin.executionId(), origin.runAttempt(), origin.phase()),
                        execution.cancelRequested()),
                true);
    }

    private static Execution.Run run(Execution execution, Event.Started started) {
        Execution.Run known = execution.run();
        return new Execution.Run(
                started.runId() == null ? known.id() : started.runId().toString(),
                started.origin().runAttempt(),
                started.runUrl() == null ? known.url() : started.runUrl());
    }

    /// Of a final event for an execution that has not ended.
    ///
    /// @throws ConflictException when it does not go with the execution's status
    Effect end(Execution execution, Event.Ended event) {
        Execution.Result result = result(execution, event);
        if (!result.equals(execution.result())) {
            executions.change(execution.id(), found -> found.published(result));
        }
        keepRest(execution, event);
        return taken(ends.end(execution.id(), ending(event)), event.origin());
    }

    /// Of a final event for an execution that was given up.
    ///
    /// @throws ConflictException when its end was no guess, or something ran since
    Effect correct(Execution execution, Event.Ended event) {
        Execution corrected = ends.correct(execution.id(), ending(event), result(execution, event));
        keepRest(execution, event);
        return taken(corrected, event.origin());
    }

    /// Of a final event for an execution that is over for good.
    ///
    /// @param isSoon whether what was said and spent is still taken
    Effect endLate(Execution execution, Event.Ended event, boolean isSoon) {
        if (isSoon) {
            keepRest(execution, event);
        }
        return over(execution);
    }

    static Effect over(Execution execution) {
        return new Effect(Answer.over(null, execution.cancelRequested()), true);
    }

    private void keepRest(Execution execution, Event.Ended event) {
        if (event.usage() != null) {
            spending.heard(execution.spender(), event.usage());
        }
        if (!event.edits().isEmpty()) {
            spending.heard(execution.spender(), event.edits());
        }
        Event.Origin origin = event.origin();
        if (event.logs() != null) {
            logs.appendText(
                    origin.executionId(),
                    origin.runAttempt(),
                    origin.phase(),
                    EventLines.ofText(origin, event.logs()));
        }
    }

    private static Execution.Ending ending(Event.Ended event) {
        return new Execution.Ending(outcome(event), event.error(), event.question());
    }

    private static Outcome outcome(Event.Ended event) {
        return switch (event.status()) {
            case COMPLETED -> Outcome.READY;
            case NEEDS_REVIEW -> Outcome.NEEDS_REVIEW;
            case NEEDS_CLARIFICATION -> Outcome.NEEDS_CLARIFICATION;
            case CANCELLED -> Outcome.CANCELLED;
            case FAILED ->
                    event.error() != null
                                    && event.error().category() == ExecutionError.Category.NO_CHANGE
                            ? Outcome.NO_CHANGE
                            : Outcome.FAILED;
            case QUEUED, RUNNING -> throw new IllegalStateException("not a final event");
        };
    }

    /// Parts that the event does not have stay as they were.
    private Execution.Result result(Execution execution, Event.Ended event) {
        Execution.Result known = execution.result();
        Event.Change change = event.change();
        EvidenceSummary evidence = event.evidence();
        @Nullable String prUrl =
                repositories
                        .find(execution.repositoryId())
                        .map(ConnectedRepository::url)
                        .map(url -> PullRequestAddress.of(url, change.prNumber()))
                        .orElse(null);
        @Nullable Long prNumber =
                change.prNumber() == null ? known.prNumber() : Long.valueOf(change.prNumber());
        return new Execution.Result(
                change.branchName() == null ? known.branch() : change.branchName(),
                change.headCommit() == null ? known.headCommit() : change.headCommit(),
                prUrl == null ? known.prUrl() : prUrl,
                prNumber,
                evidence == null ? known.checksVerdict() : evidence.verdict(),
                Objects.equals(prNumber, known.prNumber()) ? known.prState() : null);
    }
}
