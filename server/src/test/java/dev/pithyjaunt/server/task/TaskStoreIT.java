package dev.pithyjaunt.server.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Page;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TaskStoreIT extends StoreContract {

    private TaskStore tasks;

    @BeforeEach
    void build() {
        tasks = new TaskStore(database);
    }

    @Test
    void taskIsSeenByItsOwnerAndByAdministrators() {
        Account jo = member("jo");
        Task task = task(jo);

        assertThat(tasks.get(jo, task.id())).isEqualTo(task);
        assertThat(tasks.get(administrator("root"), task.id())).isEqualTo(task);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tasks.get(member("eve"), task.id()))
                .withMessage("there is no task " + task.id());
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        Account jo = member("jo");
        task(member("eve"));
        List<Task> added = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            added.addFirst(task(jo));
        }

        Page<Task> first = tasks.list(jo, TaskStore.Filter.NONE, new Page.Request(null, 3));
        Page<Task> second =
                tasks.list(jo, TaskStore.Filter.NONE, new Page.Request(first.next(), 3));

        assertThat(first.items()).isEqualTo(added.subList(0, 3));
        assertThat(first.next()).isEqualTo(added.get(2).id());
        assertThat(second).isEqualTo(new Page<>(added.subList(3, 5), null));
    }

    @Test
    void filterLeavesOthersOut() {
        Account jo = member("jo");
        Task queued = task(jo);
        Task running = tasks.change(task(jo).id(), task -> task.started(NOW));

        assertThat(list(jo, new TaskStore.Filter(TaskStatus.RUNNING, null, null)))
                .containsExactly(running);
        assertThat(list(jo, new TaskStore.Filter(null, queued.repositoryId(), null)))
                .containsExactly(queued);
        assertThat(list(jo, new TaskStore.Filter(TaskStatus.FAILED, queued.repositoryId(), null)))
                .isEmpty();
    }

    private List<Task> list(Account viewer, TaskStore.Filter filter) {
        return tasks.list(viewer, filter, Page.Request.FIRST).items();
    }

    @Test
    void changeIsKeptUnlessTheVerbRefuses() {
        Task task = task(member("jo"));

        Task edited =
                tasks.change(
                        task.id(),
                        found -> found.edited("New", new TaskText("words"), NOW.plusMillis(1)));
        assertThat(tasks.find(task.id())).contains(edited);

        Task running = tasks.change(task.id(), found -> found.started(NOW));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> tasks.change(task.id(), found -> found.started(NOW)))
                .withMessage("task %s is running and can't be executed".formatted(task.id()));
        assertThat(tasks.find(task.id())).contains(running);
    }

    @Test
    void onlyOneOfTwoStartsIsAccepted() throws Exception {
        Task task = task(member("jo"));

        long accepted =
                together(2, () -> tasks.change(task.id(), found -> found.started(NOW))).stream()
                        .filter(future ->
                                future.state() == java.util.concurrent.Future.State.SUCCESS)
                        .count();

        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void taskIsDeletedWithItsExecutionsUnlessItRuns() {
        Account jo = member("jo");
        Task task = task(jo);
        execution(task);
        Task running = tasks.change(task(jo).id(), found -> found.started(NOW));

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tasks.delete(member("eve"), task.id()));
        tasks.delete(jo, task.id());

        assertThat(tasks.find(task.id())).isEmpty();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> tasks.delete(jo, running.id()));
    }
}
