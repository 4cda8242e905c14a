package dev.pithyjaunt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.event.DeliveryGroup.Act;
import dev.pithyjaunt.server.event.DeliveryGroup.Content;
import dev.pithyjaunt.server.event.DeliveryGroup.Delivery;
import dev.pithyjaunt.server.event.DeliveryGroup.Speech;
import dev.pithyjaunt.server.event.DeliveryGroup.Taken;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.logstream.LogStore;
import dev.pithyjaunt.server.task.TaskStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// What a group of deliveries leaves is what they leave one by one.
class DeliveryGroupIT extends StoreContract {

    private static final int EXECUTIONS = 4;
    private static final int DELIVERIES = 120;
    private static final List<String> PHASES = List.of("generate", "validate");

    private ExecutionStore executions;
    private Executions ends;
    private DeliveryGroup group;
    private Account owner;

    @BeforeEach
    void build() {
        executions = new ExecutionStore(database);
        ends =
                new Executions(
                        database,
                        new TaskStore(database),
                        executions,
                        spending(Map.of()),
                        _ -> {},
                        clock);
        group =
                new DeliveryGroup(
                        database,
                        new DeliveryStore(database, clock),
                        executions,
                        ends,
                        new LogStore(database, clock),
                        clock);
        owner = member("ada");
    }

    /// What a delivery is, whatever execution it is for.
    ///
    /// @param execution its index
    private record Plan(
            int execution, List<String> keys, Kind kind, int phase, long first, int lines) {}

    private enum Kind {
        LOG,
        TEXT,
        PROGRESS,
        CANCEL,
        LOSE,
        FAIL
    }

    private static List<Plan> plans(Random random) {
        List<Plan> plans = new ArrayList<>();
        long[] next = new long[EXECUTIONS * PHASES.size()];
        for (int i = 0; i < DELIVERIES; i++) {
            if (!plans.isEmpty() && random.nextInt(6) == 0) {
                plans.add(plans.get(random.nextInt(plans.size())));
                continue;
            }
            int execution = random.nextInt(EXECUTIONS);
            int phase = random.nextInt(PHASES.size());
            int lines = 1 + random.nextInt(3);
            int at = execution * PHASES.size() + phase;
            // Mostly what comes next; at times what was said before, or what leaves a gap.
            long first =
                    Math.max(
                            1, next[at] + 1 + (random.nextInt(5) == 0 ? random.nextInt(-4, 5) : 0));
            next[at] = Math.max(next[at], first + lines - 1);
            List<String> keys =
                    random.nextInt(4) == 0 ? List.of("z" + i, "body:" + i / 3) : List.of("d" + i);
            plans.add(new Plan(execution, keys, kind(random), phase, first, lines));
        }
        return plans;
    }

    private static Kind kind(Random random) {
        int drawn = random.nextInt(100);
        return drawn < 65
                ? Kind.LOG
                : drawn < 75
                        ? Kind.TEXT
                        : drawn < 93
                                ? Kind.PROGRESS
                                : drawn < 96 ? Kind.CANCEL : drawn < 98 ? Kind.LOSE : Kind.FAIL;
    }

    /// One that waits, one that has ended long ago, and two that are at work.
    private List<Execution> world() {
        return IntStream.range(0, EXECUTIONS)
                .mapToObj(i -> {
                    Execution execution = execution(task(owner));
                    if (i > 0) {
                        executions.change(
                                execution.id(),
                                found ->
                                        found.dispatched(
                                                new Execution.Base("main", null),
                                                NOW.plus(Duration.ofMinutes(10))));
                    }
                    if (i == 1) {
                        pass(Duration.ofHours(-1));
                        executions.change(
                                execution.id(),
                                found ->
                                        found.ended(
                                                Execution.Ending.failed(
                                                        ExecutionError.Category.INTERNAL, "gone"),
                                                now));
                        pass(Duration.ofHours(1));
                    }
                    return execution;
                })
                .toList();
    }

    private Delivery delivery(Plan plan, Execution execution) {
        return new Delivery(
                signer(execution, false),
                new DeliveryStore.Key(execution.id(), plan.keys()),
                content(plan, execution));
    }

    private static Signer signer(Execution execution, boolean hasOwnSecret) {
        return new Signer(
                execution.id(),
                execution.taskId(),
                execution.repositoryId(),
                hasOwnSecret,
                List.of(Secret.of("any")));
    }

    private Content content(Plan plan, Execution execution) {
        Event.Origin origin =
                new Event.Origin(
                        execution.taskId(), execution.id(), 1, PHASES.get(plan.phase()), NOW);
        return switch (plan.kind()) {
            case LOG ->
                    new Speech(
                            new Event.Log(
                                    origin,
                                    IntStream.range(0, plan.lines())
                                            .mapToObj(i ->
                                                    new LogLine(
                                                            plan.first() + i,
                                                            NOW,
                                                            LogLine.Level.INFO,
                                                            "line " + i))
                                            .toList(),
                                    plan.lines() == 3 ? "and\ntext" : null));
            case TEXT -> new Speech(new Event.Log(origin, List.of(), "some\ntext"));
            case PROGRESS -> new Speech(new Event.Progress(origin));
            case CANCEL -> new Act(found -> cancel(found));
            case LOSE -> new Act(found -> end(found, ExecutionError.Category.LOST));
            case FAIL -> new Act(found -> end(found, ExecutionError.Category.INTERNAL));
        };
    }

    private Effect cancel(Execution execution) {
        executions.change(execution.id(), Execution::cancelAsked);
        return new Effect(Answer.taken(null, true), true);
    }

    private Effect end(Execution execution, ExecutionError.Category category) {
        ends.end(execution.id(), Execution.Ending.failed(category, "no word"));
        return new Effect(Answer.taken(null, execution.cancelRequested()), true);
    }

    /// What every delivery was answered, each group in a transaction of its own.
    private List<String> sent(List<Plan> plans, List<Execution> world, Supplier<Integer> size) {
        List<String> answers = new ArrayList<>();
        for (int from = 0; from < plans.size(); ) {
            int to = Math.min(plans.size(), from + size.get());
            List<Delivery> works =
                    plans.subList(from, to).stream()
                            .map(plan -> delivery(plan, world.get(plan.execution())))
                            .toList();
            answers.addAll(answers(works));
            from = to;
        }
        return answers;
    }

    private List<String> answers(List<Delivery> works) {
        List<Supplier<Taken>> taken = database.write(_ -> group.apply(works));
        return taken.stream().map(DeliveryGroupIT::answer).toList();
    }

    private static String answer(Supplier<Taken> result) {
        try {
            return result.get().toString();
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    /// All rows that the deliveries left, without the ids.
    private String rows(List<Execution> world) {
        String rows = "";
        for (String table : List.of("execution", "delivery", "log_chunk")) {
            String column = table.equals("execution") ? "id" : "execution_id";
            for (Execution execution : world) {
                rows +=
                        database
                                        .read(sql ->
                                                sql.sql(
                                                                "select * from "
                                                                        + table
                                                                        + " where "
                                                                        + column
                                                                        + " = :id")
                                                        .param("id", execution.id())
                                                        .query()
                                                        .listOfRows())
                                        .stream()
                                        .map(row ->
                                                row.toString()
                                                        .replace(execution.id(), "E")
                                                        .replace(execution.taskId(), "T")
                                                        .replace(execution.repositoryId(), "R"))
                                        .sorted()
                                        .toList()
                                + "\n";
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void groupsLeaveWhatTheirDeliveriesLeaveOneByOne(long seed) {
        Random random = new Random(seed);
        List<Plan> plans = plans(random);
        List<Execution> single = world();
        List<Execution> grouped = world();

        List<String> expected = sent(plans, single, () -> 1);
        List<String> answers = sent(plans, grouped, () -> 1 + random.nextInt(40));

        assertThat(answers).as("seed " + seed).isEqualTo(expected);
        assertThat(rows(grouped)).as("seed " + seed).isEqualTo(rows(single));
        assertThat(expected)
                .as("all kinds of answers are met")
                .anyMatch(answer -> answer.contains("isRepeat=true"))
                .anyMatch(answer -> answer.contains("status=409"))
                .contains("ConflictException");
    }

    @Test
    void signerThatIsOutdatedHasToBeVerifiedAgain() {
        Execution execution = world().getLast();
        Plan plan = new Plan(0, List.of("d"), Kind.PROGRESS, 0, 1, 1);
        Delivery delivery = delivery(plan, execution);
        executions.giveSecret(execution.id(), "its own");

        assertThat(answers(List.of(delivery))).containsExactly("OutdatedSignerException");

        Delivery anew = new Delivery(signer(execution, true), delivery.key(), delivery.content());
        assertThat(answers(List.of(anew)))
                .containsExactly(
                        "Taken[answer=Answer[status=200, nextSequence=1, cancelRequested=false], isRepeat=false]");
        database.write(sql ->
                sql.sql("delete from task where id = :id")
                        .param("id", execution.taskId())
                        .update());
        assertThat(answers(List.of(anew))).containsExactly("OutdatedSignerException");
    }
}
