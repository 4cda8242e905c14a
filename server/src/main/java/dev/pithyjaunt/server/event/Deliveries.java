package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EventReading.Malformed;
import dev.pithyjaunt.protocol.event.EventReading.Read;
import dev.pithyjaunt.protocol.event.EventSchema;
import dev.pithyjaunt.server.event.EventEffects.Effect;
import dev.pithyjaunt.server.event.Gate.Verified;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.logstream.LogSignals;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.GroupCommit;
import dev.pithyjaunt.server.platform.StorageException;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Takes verified deliveries: each is applied once, and answered when that is committed.
@Component
final class Deliveries {

    /// How long after its end what an execution still says is taken.
    static final Duration LATE = Duration.ofMinutes(5);

    private final EventSchema schema = new EventSchema();
    private final Database database;
    private final GroupCommit group;
    private final DeliveryStore deliveries;
    private final ExecutionStore executions;
    private final EventEffects effects;
    private final FileStore files;
    private final RateLimits limits;
    private final LogSignals signals;
    private final InstantSource clock;

    // One dependency more than is good: this is where all comes together.
    Deliveries(
            Database database,
            GroupCommit group,
            DeliveryStore deliveries,
            ExecutionStore executions,
            EventEffects effects,
            FileStore files,
            RateLimits limits,
            LogSignals signals,
            InstantSource clock) {
        this.database = database;
        this.group = group;
        this.deliveries = deliveries;
        this.executions = executions;
        this.effects = effects;
        this.files = files;
        this.limits = limits;
        this.signals = signals;
        this.clock = clock;
    }

    /// @throws RefusedException when it is not to be applied
    /// @throws StorageException when it could not be stored
    Answer takeEvent(Verified delivery, byte[] body) {
        if (delivery.execution().isEmpty()) {
            read(body);
            throw RefusedException.unknown("unknown-execution");
        }
        Execution execution = delivery.execution().get();
        Optional<Answer> before = deliveries.find(execution.id(), delivery.keys());
        if (before.isPresent()) {
            return before.get();
        }
        limits.take(execution.id());
        Event event = read(body);
        Event.Origin origin = event.origin();
        // A body may name two executions, and its secret was that of the first.
        if (!origin.executionId().equals(execution.id())
                || !origin.taskId().equals(execution.taskId())) {
            throw RefusedException.unknown("not-of-the-task");
        }
        if (event instanceof Event.Ended ended) {
            try {
                return commit(
                        delivery,
                        execution,
                        found ->
                                found.isEnded()
                                        ? effects.correct(found, ended)
                                        : effects.apply(found, event));
            } catch (ConflictException _) {
                // It is over: what the event says of that is not taken.
            }
        }
        return commit(
                delivery,
                execution,
                found ->
                        found.isEnded()
                                ? effects.applyLate(found, event, isSoon(found))
                                : effects.apply(found, event));
    }

    private Event read(byte[] body) {
        return switch (schema.read(body)) {
            case Read(Event event) -> event;
            case Malformed(var faults) -> throw RefusedException.malformed(faults);
        };
    }

    private boolean isSoon(Execution execution) {
        Instant end = execution.times().completedAt();
        return end != null && clock.instant().isBefore(end.plus(LATE));
    }

    /// @throws RefusedException when it is not to be stored
    /// @throws StorageException when it could not be
    Answer takeFile(Verified delivery, FileKind kind, byte[] content) {
        Execution execution =
                delivery.execution()
                        .orElseThrow(() -> RefusedException.unknown("unknown-execution"));
        Optional<Answer> before = deliveries.find(execution.id(), delivery.keys());
        if (before.isPresent()) {
            return before.get();
        }
        limits.take(execution.id());
        return commit(
                delivery,
                execution,
                found -> {
                    if (!found.isEnded() || isSoon(found)) {
                        files.put(found.id(), kind, content);
                    }
                    boolean asked = found.cancelRequested();
                    return new Effect(
                            found.isEnded() ? Answer.over(null, asked) : Answer.taken(null, asked),
                            true);
                });
    }

    /// @throws ConflictException when the execution's status is against it
    private Answer commit(
            Verified delivery, Execution execution, Function<Execution, Effect> effect) {
        Answer answer =
                group.write(_ -> {
                    lockTask(execution.taskId());
                    Optional<Answer> before = deliveries.find(execution.id(), delivery.keys());
                    if (before.isPresent()) {
                        return before.get();
                    }
                    Effect done =
                            effect.apply(
                                    executions
                                            .find(execution.id())
                                            .orElseThrow(
                                                    () -> RefusedException.unknown("deleted")));
                    if (done.isKept()) {
                        deliveries.add(execution.id(), delivery.keys(), done.answer());
                    }
                    return done.answer();
                });
        signals.signal(execution.id());
        return answer;
    }

    /// Before the execution, as everybody does: whoever takes two locks in another order may wait
    /// for ever. It keeps a repeat that comes at the same time waiting as well.
    private void lockTask(String id) {
        database.write(sql ->
                sql.sql("select id from task where id = :id" + database.forUpdate())
                        .param("id", id)
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> RefusedException.unknown("deleted")));
    }
}
