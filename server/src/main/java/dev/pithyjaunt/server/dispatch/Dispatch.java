package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionQueue;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.ExecutionSwitch;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.UnavailableException;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.function.Function;

/// What a person asks of a task: execute it, stop it. An execution that is accepted is a row that
/// waits; the backend finds it there, also after a restart.
@Component
public final class Dispatch {

    private final Database database;
    private final TaskStore tasks;
    private final RepositoryStore repositories;
    private final ExecutionStore executionStore;
    private final Executions executions;
    private final Spending spending;
    private final List<Backend> backends;
    private final ExecutionSwitch executing;
    private final ExecutionQueue queue;

    // Four dependencies more than is good: this is where all that may refuse is asked.
    Dispatch(
            Database database,
            TaskStore tasks,
            RepositoryStore repositories,
            ExecutionStore executionStore,
            Executions executions,
            Spending spending,
            List<Backend> backends,
            ExecutionSwitch executing,
            ExecutionQueue queue) {
        this.database = database;
        this.tasks = tasks;
        this.repositories = repositories;
        this.executionStore = executionStore;
        this.executions = executions;
        this.spending = spending;
        this.backends = List.copyOf(backends);
        this.executing = executing;
        this.queue = queue;
    }

    /// Accepts that a task is executed, and returns at once.
    ///
    /// @throws NotFoundException when the account can't see such a task
    /// @throws ConflictException when it is running already, its repository can't be used, or a
    ///   budget is against it
    /// @throws UnavailableException when executing is switched off, or too many wait
    public Execution execute(Account account, String taskId) {
        return accept(
                account,
                taskId,
                repository -> {
                    Execution begun = begin(account, taskId, repository);
                    spending.reserve(begun.spender());
                    return begun;
                });
    }

    /// Accepts one more execution of a task.
    ///
    /// @param begin what makes it, if nothing is against it; a part of the same transaction
    Execution accept(
            Account account, String taskId, Function<ConnectedRepository, Execution> begin) {
        Execution accepted =
                database.write(_ -> {
                    executing.requireOn();
                    ConnectedRepository repository = repository(tasks.get(account, taskId));
                    requireValid(repository);
                    queue.requireRoom();
                    return begin.apply(repository);
                });
        wake(accepted);
        return accepted;
    }

    /// What runs here signs with a secret of its own; what runs on GitHub with its repository's.
    private Execution begin(Account account, String taskId, ConnectedRepository repository) {
        return switch (repository.backend()) {
            case LOCAL ->
                    executions.begin(
                            account, taskId, Execution.Method.LOCAL, Secret.random().text());
            case GITHUB_ACTIONS ->
                    executions.begin(account, taskId, Execution.Method.GITHUB_ACTIONS, null);
        };
    }

    private ConnectedRepository repository(Task task) {
        return repositories
                .find(task.repositoryId())
                .orElseThrow(() -> new NotFoundException("repository", task.repositoryId()));
    }

    private static void requireValid(ConnectedRepository repository) {
        if (!repository.valid()) {
            throw new ConflictException(
                    "repository %s can't be used: %s"
                            .formatted(repository.name(), repository.invalidReason()));
        }
    }

    /// Has the backends look at an execution now, since something is said to have happened to it.
    public void look(String executionId) {
        backends.forEach(backend -> backend.look(executionId));
    }

    /// Stops the execution of a task: at once while it waits, soon when it runs.
    ///
    /// @throws NotFoundException when the account can't see such a task
    /// @throws ConflictException when it is not running
    public Execution cancel(Account account, String taskId) {
        Task task = tasks.get(account, taskId);
        Execution asked =
                executionStore
                        .findCurrent(task.id())
                        .map(current -> executions.cancel(current.id()))
                        .orElseThrow(() ->
                                new ConflictException("task %s is not running".formatted(taskId)));
        wake(asked);
        return asked;
    }

    private void wake(Execution changed) {
        database.afterCommit(() ->
                backends.stream()
                        .filter(backend -> backend.method() == changed.method())
                        .forEach(Backend::wake));
    }
}
