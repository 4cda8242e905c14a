package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.logstream.OpenLogs;
import dev.pithyjaunt.server.platform.ConflictException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What the frequent events change, those of a runner that speaks or is just at work: decided one
/// after the other on what was read of all their executions. For one thread.
final class LineEffects {

    /// How long after its end what an execution still says is taken.
    static final Duration LATE = Duration.ofMinutes(5);

    private final Map<String, Execution> executions;
    private final OpenLogs logs;
    private final Predicate<Execution> isStillWanted;
    private final Instant now;
    private final Set<String> heard = new LinkedHashSet<>();

    /// @param executions by id, locked
    /// @param isStillWanted whether an execution that has ended may go on all the same
    LineEffects(
            Map<String, Execution> executions,
            OpenLogs logs,
            Predicate<Execution> isStillWanted,
            Instant now) {
        this.executions = new HashMap<>(executions);
        this.logs = logs;
        this.isStillWanted = isStillWanted;
        this.now = now;
    }

    /// Whether its lines' numbers tell all of it, so that a repeat changes nothing.
    static boolean isNumbered(Event.Log event) {
        return !event.lines().isEmpty() && event.logs() == null;
    }

    /// What was answered when all lines of a numbered event were taken before, while the execution
    /// was not over.
    ///
    /// @param execution the event's
    static Optional<Answer> repeated(Event.Log event, Execution execution) {
        long next =
                execution
                        .logEnd()
                        .nextSequence(event.origin().runAttempt(), event.origin().phase());
        long last = event.lines().getLast().sequence();
        return last < next
                ? Optional.of(Answer.taken(last + 1, execution.cancelRequested()))
                : Optional.empty();
    }

    /// The same, by what has been taken up to now.
    Optional<Answer> repeated(Event.Log event) {
        return repeated(event, get(event).logged(logs.end(event.origin().executionId())));
    }

    /// @throws ConflictException when it does not go with the execution's status
    Effect take(Event.Log event) {
        Execution execution = get(event);
        if (execution.isEnded() && !isSoon(execution, now)) {
            return EventEffects.over(execution);
        }
        Execution known = execution.isEnded() ? execution : hear(execution);
        EventLines.Taken taken = EventLines.take(logs, event);
        heard.add(execution.id());
        return new Effect(
                execution.isEnded()
                        ? Answer.over(taken.nextSequence(), known.cancelRequested())
                        : Answer.taken(taken.nextSequence(), known.cancelRequested()),
                taken.isStored());
    }

    /// @throws ConflictException when it does not go with the execution's status
    Effect take(Event.Progress event) {
        Execution execution = get(event);
        if (!execution.isEnded()) {
            return new Effect(
                    Answer.taken(
                            EventLines.nextSequence(logs, event.origin()),
                            hear(execution).cancelRequested()),
                    true);
        }
        // A phase asks before it publishes.
        return isStillWanted.test(execution)
                ? new Effect(Answer.taken(null, execution.cancelRequested()), false)
                : EventEffects.over(execution);
    }

    private Execution get(Event event) {
        return java.util.Objects.requireNonNull(
                executions.get(event.origin().executionId()), "an execution that is not open");
    }

    private Execution hear(Execution execution) {
        Execution alive = execution.heard(now);
        executions.put(alive.id(), alive);
        heard.add(alive.id());
        return alive;
    }

    static boolean isSoon(Execution execution, Instant now) {
        Instant end = execution.times().completedAt();
        return end != null && now.isBefore(end.plus(LATE));
    }

    /// Those that changed, as they are by now.
    Collection<Execution> changed() {
        List<Execution> changed = new ArrayList<>();
        for (String id : heard) {
            Execution execution = java.util.Objects.requireNonNull(executions.get(id));
            changed.add(execution.logged(logs.end(id)));
        }
        return changed;
    }
}
