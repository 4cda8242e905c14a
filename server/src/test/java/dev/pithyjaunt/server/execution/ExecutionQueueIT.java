package dev.pithyjaunt.server.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution.Method;
import dev.pithyjaunt.server.execution.Queue.Obstacle;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.server.platform.UnavailableException;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Priority;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class ExecutionQueueIT extends StoreContract {

    private static final Execution.Base BASE = new Execution.Base("main", "abc");

    private ExecutionStore store;
    private Executions executions;
    private Account ann;
    private Account bob;
    private ConnectedRepository shop;

    @BeforeEach
    void build() {
        store = new ExecutionStore(database);
        executions =
                new Executions(
                        database,
                        new TaskStore(database),
                        store,
                        spending(Map.of()),
                        _ -> {},
                        clock);
        ann = member("ann");
        bob = member("bob");
        shop = repository(ann);
    }

    private ExecutionQueue queue(Database of, Map<String, String> values) {
        Settings settings = Settings.of(values);
        return new ExecutionQueue(
                of,
                new ExecutionStore(of),
                new ExecutionSwitch(of, settings, clock),
                settings,
                clock);
    }

    private ExecutionQueue queue(Map<String, String> values) {
        return queue(database, values);
    }

    private Execution begin(Account owner, Method method) {
        return executions.begin(owner, task(owner, shop).id(), method, null);
    }

    private Execution begin(Account owner, Priority priority) {
        Task task = task(owner, shop);
        Task _ = new TaskStore(database).change(task.id(), found -> found.withPriority(priority));
        return executions.begin(owner, task.id(), Method.LOCAL, null);
    }

    private static Optional<String> taken(ExecutionQueue queue) {
        return queue.take(Method.LOCAL).map(Execution::id);
    }

    @Test
    void rowsLeaveTheQueueByPriorityAndInTurns() {
        Execution low = begin(ann, Priority.LOW);
        Execution first = begin(ann, Priority.NORMAL);
        Execution second = begin(ann, Priority.NORMAL);
        Execution bobs = begin(bob, Priority.NORMAL);
        Execution high = begin(ann, Priority.HIGH);
        Execution elsewhere = begin(bob, Method.GITHUB_ACTIONS);
        ExecutionQueue queue = queue(Map.of());

        List<String> order =
                Stream.generate(() -> taken(queue)).limit(6).flatMap(Optional::stream).toList();

        assertThat(order).containsExactly(high.id(), bobs.id(), first.id(), second.id(), low.id());
        assertThat(queue.take(Method.GITHUB_ACTIONS).map(Execution::id)).contains(elsewhere.id());
    }

    @Test
    void takenOneHasItsDeadlineAndIsHandedBackOnlyUntilItIsPrepared() {
        Execution begun = begin(ann, Method.LOCAL);
        ExecutionQueue queue = queue(Map.of("JAUNT_EXECUTION_SECONDS", "60"));

        Execution taken = queue.take(Method.LOCAL).orElseThrow();

        assertThat(taken).isEqualTo(begun.dispatched(Execution.Base.NONE, NOW.plusSeconds(60)));
        assertThat(store.find(begun.id())).contains(taken);
        assertThat(store.change(begun.id(), Execution::returned)).isEqualTo(begun);
        assertThat(taken(queue)).contains(begun.id());
        store.change(begun.id(), found -> found.prepared(BASE));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> store.change(begun.id(), Execution::returned));
    }

    @Test
    void oneThatIsCancelledBeforeItIsPreparedEndsAtOnceAndIsNotPrepared() {
        Execution begun = begin(ann, Method.LOCAL);
        assertThat(taken(queue(Map.of()))).contains(begun.id());

        Execution cancelled = executions.cancel(begun.id());

        assertThat(cancelled.ending())
                .isEqualTo(
                        Execution.Ending.failed(
                                Category.CANCELLED, "it was cancelled before it began"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> store.change(begun.id(), found -> found.prepared(BASE)));
        assertThat(taken(queue(Map.of()))).isEmpty();
    }

    @Test
    void limitsCountWhatRunsOnBothBackends() {
        Map<String, String> limit = Map.of("JAUNT_MAX_RUNNING_OF_USER", "1");
        Execution onGitHub = begin(ann, Method.GITHUB_ACTIONS);
        Execution anns = begin(ann, Method.LOCAL);
        Execution bobs = begin(bob, Method.LOCAL);
        ExecutionQueue queue = queue(limit);
        assertThat(queue.take(Method.GITHUB_ACTIONS)).isPresent();

        assertThat(queue.obstacle(anns)).contains(Obstacle.LIMIT_OF_USER);
        assertThat(queue.obstacle(bobs)).contains(Obstacle.SLOT);
        assertThat(taken(queue)).contains(bobs.id());
        assertThat(taken(queue)).isEmpty();
        assertThat(queue(Map.of("JAUNT_MAX_RUNNING_IN_ALL", "2")).obstacle(anns))
                .contains(Obstacle.LIMIT);
        assertThat(queue(Map.of("JAUNT_MAX_RUNNING_OF_REPOSITORY", "2")).obstacle(anns))
                .contains(Obstacle.LIMIT_OF_REPOSITORY);

        executions.end(onGitHub.id(), Execution.Ending.failed(Category.LOST, "gone"));
        assertThat(taken(queue)).contains(anns.id());
    }

    @Test
    void whatIsSwitchedOffWaits() {
        Execution begun = begin(ann, Method.LOCAL);
        Execution running = begin(bob, Method.LOCAL);
        Settings settings = Settings.of(Map.of());
        ExecutionSwitch executing = new ExecutionSwitch(database, settings, clock);
        Account root = administrator("root");
        ExecutionQueue queue = queue(Map.of());
        assertThat(taken(queue)).contains(begun.id());

        executing.turn(root, false, "moving house");

        assertThat(taken(queue)).isEmpty();
        assertThat(queue.obstacle(running)).contains(Obstacle.SWITCH);
        assertThat(store.change(begun.id(), found -> found.prepared(BASE)).isBegun()).isTrue();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(executing::requireOn)
                .withMessage("executing tasks is switched off by an administrator: moving house");
        executing.turn(root, true, "");
        assertThat(taken(queue)).contains(running.id());
        assertThat(queue(Map.of("EXECUTION_ENABLED", "false")).obstacle(begin(ann, Method.LOCAL)))
                .contains(Obstacle.SWITCH);
    }

    @Test
    void whoIsWokenWhileAllRunThatMayWaitsForNobodyElse() {
        Execution _ = begin(ann, Method.LOCAL);
        Execution _ = begin(ann, Method.LOCAL);
        ExecutionQueue queue = queue(Map.of("JAUNT_MAX_RUNNING_IN_ALL", "1"));
        assertThat(taken(queue)).isPresent();

        Optional<String> next =
                database.write(sql -> {
                    var _ =
                            sql.sql("select id from queue_lock" + database.forUpdate())
                                    .query(Integer.class)
                                    .single();
                    return CompletableFuture.supplyAsync(() -> taken(queue))
                            .orTimeout(8, TimeUnit.SECONDS)
                            .join();
                });

        assertThat(next).isEmpty();
    }

    @Test
    void fullQueueTakesNoMore() {
        ExecutionQueue queue = queue(Map.of("JAUNT_MAX_WAITING", "2"));
        begin(ann, Method.LOCAL);
        queue.requireRoom();
        begin(ann, Method.GITHUB_ACTIONS);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(queue::requireRoom)
                .withMessage("2 executions wait already, and no more may (JAUNT_MAX_WAITING)")
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo("queue-full"));
    }

    private ExecutionQueue queueThatIsFullSinceItCounted() {
        ExecutionQueue queue = queue(Map.of("JAUNT_MAX_WAITING", "5"));
        queue.requireRoom();
        for (int i = 0; i < 5; i++) {
            begin(ann, Method.LOCAL);
        }
        return queue;
    }

    @Test
    void thoseThatOtherServersAcceptAreSeenASecondLaterWhileThereIsMuchRoom() {
        ExecutionQueue queue = queueThatIsFullSinceItCounted();

        pass(Duration.ofMillis(999));
        queue.requireRoom();
        pass(Duration.ofMillis(1));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(queue::requireRoom);
    }

    @Test
    void thoseThatAreAcceptedHereAreCountedBeforeHalfTheRoomIsTaken() {
        ExecutionQueue queue = queueThatIsFullSinceItCounted();

        queue.requireRoom();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(queue::requireRoom);
    }

    @Test
    void serversThatRaceForTheSameRowsTakeEachOnceAndKeepTheLimit() throws Exception {
        for (int i = 0; i < 6; i++) {
            begin(ann, Method.LOCAL);
            begin(bob, Method.LOCAL);
        }
        Map<String, String> limit =
                Map.of("JAUNT_MAX_RUNNING_IN_ALL", "8", "JAUNT_MAX_RUNNING_OF_USER", "4");
        try (Database another = openAgain()) {
            List<Callable<Optional<String>>> takers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                takers.add(() -> taken(queue(database, limit)));
                takers.add(() -> taken(queue(another, limit)));
            }

            List<String> taken =
                    together(takers).stream()
                            .map(Future::resultNow)
                            .flatMap(Optional::stream)
                            .toList();

            assertThat(taken).hasSize(8).doesNotHaveDuplicates();
            assertThat(store.list(Execution.Status.DISPATCHED, Method.LOCAL, 100))
                    .extracting(Execution::ownerId)
                    .containsOnly(ann.id(), bob.id())
                    .filteredOn(ann.id()::equals)
                    .hasSize(4);
        }
    }

    @Test
    void serversThatWatchTheSameExecutionTakeTurns() {
        Execution begun = begin(ann, Method.GITHUB_ACTIONS);
        Duration pause = Duration.ofSeconds(10);

        assertThat(store.takeLook(begun.id(), NOW, pause)).isTrue();
        assertThat(store.takeLook(begun.id(), NOW.plusSeconds(9), pause)).isFalse();
        assertThat(store.takeLook(begun.id(), NOW.plusSeconds(10), pause)).isTrue();
        // The other one's clock is ahead of ours.
        assertThat(store.takeLook(begun.id(), NOW.minusSeconds(300), pause)).isTrue();
        executions.cancel(begun.id());
        assertThat(store.takeLook(begun.id(), NOW.plusSeconds(100), pause)).isFalse();
    }

    /// What a look costs is a matter of milliseconds; a scan for each user would take many seconds.
    @Test
    void lookAtTenThousandThatWaitIsCheap() {
        database.write(sql -> {
            sql.sql(
                            """
                            with recursive number(i) as (
                                select 1 union all select i + 1 from number where i < 10000)
                            insert into task (id, owner_id, repository_id, title, description,
                                priority, status, created_at, updated_at)
                            select 'w' || i, case when i % 2 = 0 then :ann else :bob end, :shop,
                                't', 'd', 'normal', 'running', 0, 0
                            from number
                            """)
                    .param("ann", ann.id())
                    .param("bob", bob.id())
                    .param("shop", shop.id())
                    .update();
            return sql.sql(
                            """
                            insert into execution (id, task_id, owner_id, repository_id, attempt,
                                method, status, run_attempt, cancel_requested, last_position,
                                created_at)
                            select id, id, owner_id, repository_id, 1, 'local', 'waiting', 1,
                                false, 0, 0
                            from task where created_at = 0
                            """)
                    .update();
        });
        ExecutionQueue queue = queue(Map.of());
        long begin = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            assertThat(queue.take(Method.LOCAL)).isPresent();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
}
