package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.EventReading.Malformed;
import dev.pithyjaunt.protocol.event.EventReading.Read;
import dev.pithyjaunt.protocol.event.EventSchema;
import dev.pithyjaunt.server.event.DeliveryGroup.Act;
import dev.pithyjaunt.server.event.DeliveryGroup.Content;
import dev.pithyjaunt.server.event.DeliveryGroup.Delivery;
import dev.pithyjaunt.server.event.DeliveryGroup.Speech;
import dev.pithyjaunt.server.event.DeliveryGroup.Taken;
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

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Takes verified deliveries: each is applied once, and answered when that is committed.
@Component
final class Deliveries implements AutoCloseable {

    private final EventSchema schema = new EventSchema();
    private final List<GroupCommit<Delivery, Taken>> groups;
    private final DeliveryStore deliveries;
    private final ExecutionStore executions;
    private final EventEffects effects;
    private final FileStore files;
    private final RateLimits limits;
    private final LogSignals signals;
    private final InstantSource clock;

    // Some dependencies more than is good: this is where all comes together.
    Deliveries(
            Database database,
            DeliveryGroup together,
            DeliveryStore deliveries,
            ExecutionStore executions,
            EventEffects effects,
            FileStore files,
            RateLimits limits,
            LogSignals signals,
            InstantSource clock) {
        groups =
                IntStream.rangeClosed(1, database.groups())
                        .mapToObj(i -> new GroupCommit<>(database, "deliveries-" + i, together))
                        .toList();
        this.deliveries = deliveries;
        this.executions = executions;
        this.effects = effects;
        this.files = files;
        this.limits = limits;
        this.signals = signals;
        this.clock = clock;
    }

    /// @throws RefusedException when it is not to be applied
    /// @throws ConflictException when the execution's status is against it
    /// @throws OutdatedSignerException when it has to be verified again
    /// @throws StorageException when it could not be stored
    Answer takeEvent(Verified delivery, byte[] body) {
        if (delivery.signer().isEmpty()) {
            read(body);
            throw RefusedException.unknown(Refusal.UNKNOWN_EXECUTION);
        }
        Signer signer = delivery.signer().get();
        Event event;
        try {
            limits.take(signer.executionId(), signer.repositoryId());
            event = read(body);
            requireOf(event.origin(), signer);
        } catch (RefusedException e) {
            return repeated(signer, delivery, body).orElseThrow(() -> e);
        }
        return switch (event) {
            case Event.Log _, Event.Progress _ -> commit(signer, delivery, new Speech(event));
            case Event.Started started ->
                    commit(
                            signer,
                            delivery,
                            new Act(found ->
                                    found.isEnded()
                                            ? EventEffects.over(found)
                                            : effects.start(found, started)));
            case Event.Ended ended -> end(signer, delivery, ended);
        };
    }

    /// What a delivery was answered before. That it is a repeat is found out before all else.
    private Optional<Answer> repeated(Signer signer, Verified delivery, byte[] body) {
        return deliveries
                .find(key(signer, delivery))
                .or(() ->
                        schema.read(body) instanceof Read(Event.Log log)
                                        && isOf(log.origin(), signer)
                                        && LineEffects.isNumbered(log)
                                ? executions
                                        .find(signer.executionId())
                                        .flatMap(found -> LineEffects.repeated(log, found))
                                : Optional.empty());
    }

    private Event read(byte[] body) {
        return switch (schema.read(body)) {
            case Read(Event event) -> event;
            case Malformed(var faults) -> throw RefusedException.malformed(faults);
        };
    }

    /// A body may name two executions, and its secret was that of the first.
    private static void requireOf(Event.Origin origin, Signer signer) {
        if (!isOf(origin, signer)) {
            throw RefusedException.unknown(Refusal.NOT_OF_THE_TASK);
        }
    }

    private static boolean isOf(Event.Origin origin, Signer signer) {
        return origin.executionId().equals(signer.executionId())
                && origin.taskId().equals(signer.taskId());
    }

    private Answer end(Signer signer, Verified delivery, Event.Ended event) {
        try {
            return commit(
                    signer,
                    delivery,
                    new Act(found ->
                            found.isEnded()
                                    ? effects.correct(found, event)
                                    : effects.end(found, event)));
        } catch (ConflictException _) {
            // It is over: what the event says of that is not taken.
            return commit(
                    signer,
                    delivery,
                    new Act(found ->
                            found.isEnded()
                                    ? effects.endLate(found, event, isSoon(found))
                                    : effects.end(found, event)));
        }
    }

    private boolean isSoon(Execution execution) {
        return LineEffects.isSoon(execution, clock.instant());
    }

    /// @throws RefusedException when it is not to be stored
    /// @throws OutdatedSignerException when it has to be verified again
    /// @throws StorageException when it could not be
    Answer takeFile(Verified delivery, FileKind kind, byte[] content) {
        Signer signer =
                delivery.signer()
                        .orElseThrow(() -> RefusedException.unknown(Refusal.UNKNOWN_EXECUTION));
        try {
            limits.take(signer.executionId(), signer.repositoryId());
        } catch (RefusedException e) {
            return deliveries.find(key(signer, delivery)).orElseThrow(() -> e);
        }
        return commit(
                signer,
                delivery,
                new Act(found -> {
                    if (!found.isEnded() || isSoon(found)) {
                        files.put(found.id(), kind, content);
                    }
                    boolean asked = found.cancelRequested();
                    return new Effect(
                            found.isEnded() ? Answer.over(null, asked) : Answer.taken(null, asked),
                            true);
                }));
    }

    private Answer commit(Signer signer, Verified delivery, Content content) {
        Taken taken =
                groupOf(signer.executionId())
                        .write(new Delivery(signer, key(signer, delivery), content));
        if (taken.isRepeat()) {
            limits.giveBack(signer.executionId(), signer.repositoryId());
        } else {
            signals.signal(signer.executionId());
        }
        return taken.answer();
    }

    /// Those of one execution go the same way, so that they stay in order and wait for no lock.
    private GroupCommit<Delivery, Taken> groupOf(String executionId) {
        return groups.get(Math.floorMod(executionId.hashCode(), groups.size()));
    }

    private static DeliveryStore.Key key(Signer signer, Verified delivery) {
        return new DeliveryStore.Key(signer.executionId(), delivery.keys());
    }

    @Override
    public void close() {
        groups.forEach(GroupCommit::close);
    }
}
