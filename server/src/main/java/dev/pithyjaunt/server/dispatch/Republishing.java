package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.UnavailableException;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/// Publishes a kept patch again without the model: a new execution on this machine, which begins
/// with the phase publish.
@Component
public final class Republishing {

    private final Dispatch dispatch;
    private final TaskStore tasks;
    private final ExecutionStore executionStore;
    private final Executions executions;
    private final KeptPatches patches;
    private final Spending spending;
    private final Forge forge;

    // Two dependencies more than is good: what may refuse is asked here.
    Republishing(
            Dispatch dispatch,
            TaskStore tasks,
            ExecutionStore executionStore,
            Executions executions,
            KeptPatches patches,
            Spending spending,
            Forge forge) {
        this.dispatch = dispatch;
        this.tasks = tasks;
        this.executionStore = executionStore;
        this.executions = executions;
        this.patches = patches;
        this.spending = spending;
        this.forge = forge;
    }

    /// Accepts it, and returns at once.
    ///
    /// @param executionId whose patch is meant; absent: the newest one's that left one
    /// @throws NotFoundException when the account can't see such a task
    /// @throws ConflictException when the task is running, there is no patch that may be published,
    ///   or the server can't push there
    /// @throws UnavailableException when executing is switched off, or too many wait
    public Execution publish(Account account, String taskId, @Nullable String executionId) {
        return dispatch.accept(
                account,
                taskId,
                repository -> {
                    Task task = tasks.get(account, taskId);
                    task.requireNotRunning("published");
                    KeptPatch kept = chosen(task, executionId);
                    requirePublishable(kept);
                    requireReachable(repository);
                    Execution begun =
                            executions.begin(
                                    account,
                                    taskId,
                                    Execution.Method.LOCAL,
                                    Secret.random().text());
                    spending.reserveNothing(begun.spender());
                    patches.add(begun.id(), kept);
                    return begun;
                });
    }

    private KeptPatch chosen(Task task, @Nullable String executionId) {
        List<Execution> all = executionStore.listOfTask(task.id());
        List<Execution> meant =
                executionId == null
                        ? all
                        : all.stream().filter(each -> each.id().equals(executionId)).toList();
        if (executionId != null && meant.isEmpty()) {
            throw new NotFoundException("execution", executionId);
        }
        return patches.newest(meant)
                .orElseThrow(() ->
                        new ConflictException(
                                "no-patch",
                                "task %s has no patch that was kept".formatted(task.id())));
    }

    private static void requirePublishable(KeptPatch kept) {
        if (!kept.isPublishable()) {
            throw new ConflictException(
                    "no-patch",
                    "execution %s left nothing that may be published"
                            .formatted(kept.source().id()));
        }
        if (kept.touchesWorkflows()) {
            throw new ConflictException(
                    "workflow-files",
                    "the patch of execution %s changes workflow files: a person has to push it"
                            .formatted(kept.source().id()));
        }
    }

    private void requireReachable(ConnectedRepository repository) {
        if (repository.url().startsWith("http")
                && (forge.gitHub().isEmpty() || forge.name(repository.url()).isEmpty())) {
            throw new ConflictException(
                    "no-credentials",
                    "this server has no credentials with which it could push to %s"
                            .formatted(repository.url()));
        }
    }
}
