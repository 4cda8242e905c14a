package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.LogEnd;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.logstream.OpenLogs;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.GroupCommit;
import dev.pithyjaunt.server.platform.NotFoundException;

import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Applies the deliveries of a group in their order, each once. Those that follow one another and
/// only speak are read for, and written, all at once.
@Component
final class DeliveryGroup
        implements GroupCommit.Together<DeliveryGroup.Delivery, DeliveryGroup.Taken> {

    private final Database database;
    private final DeliveryStore deliveries;
    private final ExecutionStore executions;
    private final Executions ends;
    private final LogStore logs;
    private final InstantSource clock;

    // One dependency more than is good: this is where all comes together.
    DeliveryGroup(
            Database database,
            DeliveryStore deliveries,
            ExecutionStore executions,
            Executions ends,
            LogStore logs,
            InstantSource clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.executions = executions;
        this.ends = ends;
        this.logs = logs;
        this.clock = clock;
    }

    /// A verified delivery.
    ///
    /// @param key what a repeat has in common with it
    record Delivery(Signer signer, DeliveryStore.Key key, Content content) {

        /// Otherwise the numbers of its lines tell a repeat, until the execution has ended.
        boolean isKnownByKey() {
            return !(content instanceof Speech(Event.Log log) && LineEffects.isNumbered(log));
        }
    }

    /// What a delivery brings.
    sealed interface Content {}

    /// Lines, or just that the runner lives.
    ///
    /// @param event a [Event.Log] or a [Event.Progress]
    record Speech(Event event) implements Content {}

    /// Anything else.
    ///
    /// @param effect what it does to the execution, as it is found then
    record Act(Function<Execution, Effect> effect) implements Content {}

    /// @param isRepeat what the answer answered had been applied before
    record Taken(Answer answer, boolean isRepeat) {}

    @Override
    public List<Supplier<Taken>> apply(List<Delivery> works) {
        if (works.stream().anyMatch(work -> work.content() instanceof Act)) {
            lockTasks(works);
        }
        List<Supplier<Taken>> taken = new ArrayList<>();
        while (taken.size() < works.size()) {
            List<Delivery> rest = works.subList(taken.size(), works.size());
            switch (rest.getFirst().content()) {
                case Speech _ -> taken.addAll(speak(run(rest)));
                case Act(var effect) -> taken.add(act(rest.getFirst(), effect));
            }
        }
        return taken;
    }

    /// Before the executions, and in their order, as everybody does: whoever takes two locks in
    /// another order may wait for ever. What only speaks changes nothing of its task.
    private void lockTasks(List<Delivery> works) {
        if (database.forUpdate().isEmpty()) {
            return;
        }
        Collection<String> ids =
                works.stream()
                        .map(work -> work.signer().taskId())
                        .collect(Collectors.toCollection(TreeSet::new));
        database.write(sql ->
                sql.sql("select id from task where id in (:ids) order by id" + database.forUpdate())
                        .param("ids", Database.padded(ids))
                        .query(String.class)
                        .list());
    }

    private static List<Delivery> run(List<Delivery> works) {
        return works.stream().takeWhile(work -> work.content() instanceof Speech).toList();
    }

    private List<Supplier<Taken>> speak(List<Delivery> run) {
        Open open = open(run);
        OpenLogs log = new OpenLogs(open.logEnds());
        LineEffects effects =
                new LineEffects(open.executions(), log, ends::isStillWanted, clock.instant());
        List<Supplier<Taken>> taken = new ArrayList<>(run.size());
        for (Delivery delivery : run) {
            taken.add(result(() -> spoken(delivery, open, effects)));
        }
        open.known().store();
        logs.store(log);
        executions.storeHeard(effects.changed());
        return taken;
    }

    private static Taken spoken(Delivery delivery, Open open, LineEffects effects) {
        return switch (((Speech) delivery.content()).event()) {
            case Event.Log log when LineEffects.isNumbered(log) ->
                    numbered(delivery, open, log, effects);
            case Event.Log log -> once(delivery, open, _ -> effects.take(log));
            case Event.Progress progress -> once(delivery, open, _ -> effects.take(progress));
            case Event.Started _, Event.Ended _ ->
                    throw new IllegalArgumentException("more than speech");
        };
    }

    /// Numbers tell a repeat, and not whether the execution was over when the lines first came:
    /// those of one that has ended are known by their key as well.
    private static Taken numbered(
            Delivery delivery, Open open, Event.Log log, LineEffects effects) {
        boolean isOver = open.find(delivery.signer()).isEnded();
        Optional<Answer> before = isOver ? open.known().find(delivery.key()) : Optional.empty();
        return before.or(() -> effects.repeated(log))
                .map(answer -> new Taken(answer, true))
                .orElseGet(() ->
                        isOver
                                ? once(delivery, open, _ -> effects.take(log))
                                : new Taken(effects.take(log).answer(), false));
    }

    private Supplier<Taken> act(Delivery delivery, Function<Execution, Effect> effect) {
        return result(() ->
                database.writeNested(_ -> {
                    Open open = open(List.of(delivery));
                    Taken taken = once(delivery, open, effect);
                    open.known().store();
                    return taken;
                }));
    }

    /// What deliveries are measured against.
    ///
    /// @param locked executions by id
    private record Open(Map<String, ExecutionStore.Locked> locked, DeliveryStore.Known known) {

        /// @throws OutdatedSignerException when it is not there, or signs with another secret by
        ///   now
        Execution find(Signer signer) {
            ExecutionStore.Locked found = locked.get(signer.executionId());
            if (found == null || found.hasOwnSecret() != signer.hasOwnSecret()) {
                throw new OutdatedSignerException(signer.executionId());
            }
            return found.execution();
        }

        Map<String, Execution> executions() {
            return locked.values().stream()
                    .map(ExecutionStore.Locked::execution)
                    .collect(Collectors.toMap(Execution::id, Function.identity()));
        }

        Map<String, LogEnd> logEnds() {
            return locked.values().stream()
                    .map(ExecutionStore.Locked::execution)
                    .collect(Collectors.toMap(Execution::id, Execution::logEnd));
        }
    }

    private Open open(List<Delivery> works) {
        Set<String> ids =
                works.stream()
                        .map(work -> work.signer().executionId())
                        .collect(Collectors.toCollection(TreeSet::new));
        Map<String, ExecutionStore.Locked> locked = executions.lock(ids);
        return new Open(
                locked,
                deliveries.open(
                        works.stream()
                                .filter(work -> work.isKnownByKey() || isOver(locked, work))
                                .map(Delivery::key)
                                .toList()));
    }

    private static boolean isOver(Map<String, ExecutionStore.Locked> locked, Delivery work) {
        ExecutionStore.Locked found = locked.get(work.signer().executionId());
        return found != null && found.execution().isEnded();
    }

    private static Taken once(Delivery delivery, Open open, Function<Execution, Effect> effect) {
        Execution execution = open.find(delivery.signer());
        return open.known()
                .find(delivery.key())
                .map(answer -> new Taken(answer, true))
                .orElseGet(() -> {
                    Effect done = effect.apply(execution);
                    if (done.isKept()) {
                        open.known().add(delivery.key(), done.answer());
                    }
                    return new Taken(done.answer(), false);
                });
    }

    /// A refusal is its sender's alone.
    private static Supplier<Taken> result(Supplier<Taken> work) {
        try {
            Taken taken = Objects.requireNonNull(work.get());
            return () -> taken;
        } catch (RefusedException
                | ConflictException
                | NotFoundException
                | OutdatedSignerException e) {
            return () -> {
                throw e;
            };
        }
    }
}
