package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.task.TaskStore;

import org.springframework.stereotype.Component;

/// What a person can have done with a task: the one place where pages start and stop executions.
@Component
final class Orders {

    private final Executions executions;
    private final ExecutionStore store;
    private final TaskStore tasks;

    Orders(Executions executions, ExecutionStore store, TaskStore tasks) {
        this.executions = executions;
        this.store = store;
        this.tasks = tasks;
    }

    /// @throws ConflictException when it is running
    void execute(Account account, String taskId) {
        executions.begin(account, taskId, Execution.Method.LOCAL, null);
    }

    /// @throws ConflictException when it is not running
    void cancel(Account account, String taskId) {
        String id = tasks.get(account, taskId).id();
        Execution current =
                store.findCurrent(id)
                        .orElseThrow(() ->
                                new ConflictException("task %s is not running".formatted(id)));
        store.change(current.id(), Execution::cancelAsked);
    }
}
