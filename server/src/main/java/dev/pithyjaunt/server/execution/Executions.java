package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;

/// The changes that a task and its execution make together, each in one transaction, which may be a
/// part of a larger one. All of them lock the task before the execution.
@Component
public final class Executions {

    private final Database database;
    private final TaskStore tasks;
    private final ExecutionStore executions;
    private final Spending spending;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    /// @param events where ends are announced: what follows from them in other packages is a part
    ///   of the same transaction
    public Executions(
            Database database,
            TaskStore tasks,
            ExecutionStore executions,
            Spending spending,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.database = database;
        this.tasks = tasks;
        this.executions = executions;
        this.spending = spending;
        this.events = events;
        this.clock = clock;
    }

    /// Accepts that a task is executed: it is running, and a new execution waits for a slot.
    ///
    /// @param secret the execution's own event secret; absent: its repository's is used
    /// @throws NotFoundException when the account can't see such a task
    /// @throws ConflictException when it is running already
    public Execution begin(
            Account account, String taskId, Execution.Method method, @Nullable String secret) {
        Instant now = clock.instant();
        return database.write(_ -> {
            Task task = tasks.change(account, taskId, found -> found.started(now));
            int attempt = executions.nextAttempt(taskId);
            return executions.add(Execution.create(task, attempt, method, now), secret);
        });
    }

    /// Ends an execution, and with it the running of its task.
    ///
    /// @throws NotFoundException when it is gone
    /// @throws ConflictException when it has ended before
    public Execution end(String id, Execution.Ending ending) {
        Instant now = clock.instant();
        return database.write(_ -> {
            tasks.change(taskOf(id), task -> task.ended(ending.outcome().taskStatus(), now));
            return settled(executions.change(id, execution -> execution.ended(ending, now)));
        });
    }

    private Execution settled(Execution ended) {
        spending.settle(ended.spender(), ended.isBegun());
        events.publishEvent(new ExecutionEnded(ended));
        return ended;
    }

    /// Ends an execution along with what it published.
    ///
    /// @throws NotFoundException when it is gone
    /// @throws ConflictException when it has ended before, or has not been dispatched
    public Execution end(String id, Execution.Ending ending, Execution.Result result) {
        Instant now = clock.instant();
        return database.write(_ -> {
            tasks.change(taskOf(id), task -> task.ended(ending.outcome().taskStatus(), now));
            return settled(
                    executions.change(
                            id, execution -> execution.published(result).ended(ending, now)));
        });
    }

    /// Stops an execution: at once while its backend has not been told of it; else it is marked,
    /// and its backend sees to it.
    ///
    /// @throws NotFoundException when it is gone
    /// @throws ConflictException when it has ended
    public Execution cancel(String id) {
        Instant now = clock.instant();
        Execution.Ending cancelled =
                Execution.Ending.failed(
                        ExecutionError.Category.CANCELLED, "it was cancelled before it began");
        return database.write(_ -> {
            // Locks the task, though it may stay as it is.
            Task task = tasks.change(taskOf(id), found -> found);
            Execution changed =
                    executions.change(
                            id,
                            execution ->
                                    execution.isEnded() || execution.isBegun()
                                            ? execution.cancelAsked()
                                            : execution.ended(cancelled, now));
            if (changed.isEnded()) {
                tasks.change(task.id(), found -> found.ended(TaskStatus.CANCELLED, now));
                settled(changed);
            }
            return changed;
        });
    }

    /// Takes the word of a runner that had been given up, if nothing ran for the task since.
    ///
    /// @throws NotFoundException when it is gone
    /// @throws ConflictException when its end was no guess, or the task was executed again
    public Execution correct(String id, Execution.Ending ending, Execution.Result result) {
        Instant now = clock.instant();
        return database.write(_ -> {
            Task task =
                    tasks.change(
                            taskOf(id),
                            found -> found.corrected(ending.outcome().taskStatus(), now));
            Execution corrected =
                    executions.change(id, execution -> execution.corrected(ending, result));
            if (executions.nextAttempt(task.id()) != corrected.attempt() + 1) {
                throw new ConflictException("task %s was executed again".formatted(task.id()));
            }
            events.publishEvent(new ExecutionCorrected(corrected));
            return corrected;
        });
    }

    /// Whether what an execution left to do is still wanted, though it has ended: its end is
    /// provisional, and nothing ran for the task since.
    public boolean isStillWanted(Execution ended) {
        return ended.isProvisional()
                && executions.nextAttempt(ended.taskId()) == ended.attempt() + 1;
    }

    private String taskOf(String id) {
        return executions
                .find(id)
                .orElseThrow(() -> new NotFoundException("execution", id))
                .taskId();
    }
}
