package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.task.TaskStore;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the execution of a task that somebody wants to look at.
@Component
final class ShownExecution {

    private final TaskStore tasks;
    private final ExecutionStore executions;

    ShownExecution(TaskStore tasks, ExecutionStore executions) {
        this.tasks = tasks;
        this.executions = executions;
    }

    /// @param id absent: the newest
    /// @throws NotFoundException when the account can't see the task, or it has no such execution
    Execution get(Account viewer, String taskId, @Nullable String id) {
        tasks.get(viewer, taskId);
        if (id == null) {
            return executions.listOfTask(taskId).stream()
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException("execution of task", taskId));
        }
        return executions
                .find(id)
                .filter(execution -> execution.taskId().equals(taskId))
                .orElseThrow(() -> new NotFoundException("execution", id));
    }
}
