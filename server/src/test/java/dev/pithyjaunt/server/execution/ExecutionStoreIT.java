package dev.pithyjaunt.server.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

class ExecutionStoreIT extends StoreContract {

    private static final Execution.Ending READY = new Execution.Ending(Outcome.READY, null, null);
    private static final Execution.Ending LOST =
            Execution.Ending.failed(ExecutionError.Category.LOST, "not heard of for 5 minutes");
    private static final Execution.Result NOTHING = Execution.Result.NONE;

    private TaskStore tasks;
    private ExecutionStore store;
    private Executions executions;
    private final List<Object> events = new ArrayList<>();
    private Account jo;

    @BeforeEach
    void build() {
        tasks = new TaskStore(database);
        store = new ExecutionStore(database);
        executions = new Executions(database, tasks, store, spending(Map.of()), events::add, clock);
        jo = member("jo");
    }

    private Execution begin(Task task) {
        return executions.begin(jo, task.id(), Execution.Method.LOCAL, null);
    }

    private TaskStatus status(Task task) {
        return tasks.find(task.id()).orElseThrow().status();
    }

    @Test
    void everyPartIsKept() {
        Execution execution = begin(task(jo));
        Execution changed =
                store.change(
                        execution.id(),
                        found ->
                                found.dispatched(
                                                new Execution.Base("main", "abc"),
                                                NOW.plusSeconds(600))
                                        .started(
                                                new Execution.Run("7", 2, "https://run"),
                                                NOW.plusSeconds(1))
                                        .published(
                                                new Execution.Result(
                                                        "pj/1",
                                                        "def",
                                                        "https://pull",
                                                        12L,
                                                        Evidence.Verdict.NOT_COMPARABLE))
                                        .pullRequestIs(PullRequestState.MERGED)
                                        .cancelAsked()
                                        .ended(
                                                new Execution.Ending(
                                                        Outcome.NEEDS_REVIEW,
                                                        new ExecutionError(
                                                                ExecutionError.Category
                                                                        .CHECKS_FAILED,
                                                                "make test"),
                                                        "which one?"),
                                                NOW.plusSeconds(2)));

        assertThat(store.find(execution.id())).contains(changed);
        assertThat(store.get(jo, execution.id())).isEqualTo(changed);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> store.get(member("eve"), execution.id()));
    }

    @Test
    void onlyOneOfManyBeginningsIsAccepted() throws Exception {
        Task task = task(jo);

        long accepted =
                together(8, () -> begin(task)).stream()
                        .filter(future -> future.state() == Future.State.SUCCESS)
                        .count();

        assertThat(accepted).isEqualTo(1);
        assertThat(store.listOfTask(task.id())).hasSize(1);
    }

    @Test
    void tableItselfRefusesASecondThatHasNotEnded() throws Exception {
        Task task = task(jo);

        long accepted =
                together(
                                2,
                                () ->
                                        store.add(
                                                Execution.create(
                                                        task,
                                                        (int) Thread.currentThread().threadId(),
                                                        Execution.Method.LOCAL,
                                                        NOW),
                                                null))
                        .stream()
                        .filter(future -> future.state() == Future.State.SUCCESS)
                        .count();

        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void beginningAndEndMoveTheTask() {
        Task task = task(jo);

        Execution first = begin(task);
        assertThat(status(task)).isEqualTo(TaskStatus.RUNNING);
        assertThat(store.findCurrent(task.id())).contains(first);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> begin(task));

        executions.end(first.id(), READY);
        assertThat(status(task)).isEqualTo(TaskStatus.COMPLETED);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> executions.end(first.id(), READY));

        assertThat(begin(task).attempt()).isEqualTo(2);
    }

    @Test
    void endsAreAnnounced() {
        Execution lost = executions.end(begin(task(jo)).id(), LOST);
        Execution corrected = executions.correct(lost.id(), READY, NOTHING);
        Execution cancelled = executions.cancel(begin(task(jo)).id());

        assertThat(events)
                .containsExactly(
                        new ExecutionEnded(lost),
                        new ExecutionCorrected(corrected),
                        new ExecutionEnded(cancelled));
    }

    @Test
    void whoeverIsToldOfAnEndIsAPartOfItsTransaction() {
        Task task = task(jo);
        Execution begun = begin(task);
        Executions refused =
                new Executions(
                        database,
                        tasks,
                        store,
                        spending(Map.of()),
                        _ -> {
                            throw new IllegalStateException("no room for what follows");
                        },
                        clock);

        assertThatIllegalStateException().isThrownBy(() -> refused.end(begun.id(), READY));

        assertThat(status(task)).isEqualTo(TaskStatus.RUNNING);
        assertThat(store.find(begun.id())).contains(begun);
    }

    @Test
    void foreignTaskIsNotExecuted() {
        Task task = task(member("eve"));

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> begin(task));
    }

    @Test
    void guessedEndIsCorrectedIfNothingRanSince() {
        Task task = task(jo);
        Execution lost = executions.end(begin(task).id(), LOST);
        assertThat(status(task)).isEqualTo(TaskStatus.FAILED);

        executions.correct(lost.id(), READY, NOTHING);

        assertThat(status(task)).isEqualTo(TaskStatus.COMPLETED);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> executions.correct(lost.id(), READY, NOTHING));
    }

    @Test
    void guessedEndStaysWhenTheTaskWasExecutedAgain() {
        Task task = task(jo);
        Execution lost = executions.end(begin(task).id(), LOST);
        Execution second = begin(task);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> executions.correct(lost.id(), READY, NOTHING));
        executions.end(second.id(), LOST);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> executions.correct(lost.id(), READY, NOTHING));

        assertThat(status(task)).isEqualTo(TaskStatus.FAILED);
        assertThat(store.find(lost.id()).orElseThrow().ending()).isEqualTo(LOST);
    }

    @Test
    void waitingOnesAreListedFromTheOldest() {
        Execution first = begin(task(jo));
        Execution second = begin(task(jo));
        executions.end(begin(task(jo)).id(), READY);

        assertThat(store.list(Execution.Status.WAITING, Execution.Method.LOCAL, 10))
                .containsExactly(first, second);
        assertThat(store.list(Execution.Status.WAITING, Execution.Method.LOCAL, 1))
                .containsExactly(first);
        assertThat(store.list(Execution.Status.WAITING, Execution.Method.GITHUB_ACTIONS, 10))
                .isEmpty();
    }

    @Test
    void secretIsKeptApart() {
        Task task = task(jo);
        Execution execution = executions.begin(jo, task.id(), Execution.Method.LOCAL, "whsec_abc");

        assertThat(store.findSecret(execution.id())).contains("whsec_abc");
        assertThat(store.find(execution.id()).orElseThrow().toString()).doesNotContain("whsec_abc");
        assertThat(store.findSecret(begin(task(jo)).id())).isEmpty();
    }

    @Test
    void filesAreReplaced() {
        FileStore files = new FileStore(database, clock);
        Execution execution = begin(task(jo));

        files.put(execution.id(), FileKind.PATCH, new byte[] {1, 0, -1});
        files.put(execution.id(), FileKind.PATCH, new byte[] {2, 0, -2});

        assertThat(files.find(execution.id(), FileKind.PATCH).orElseThrow())
                .containsExactly(2, 0, -2);
        assertThat(files.find(execution.id(), FileKind.REPORT)).isEmpty();
    }
}
