package dev.pithyjaunt.server.pullrequest;

import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.platform.Database;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;

/// Writes down what became of a pull request, at every execution of the task that has it: a task
/// that is executed again updates the pull request that is open.
@Component
public final class PullRequestStates {

    private final Database database;
    private final ExecutionStore executions;

    PullRequestStates(Database database, ExecutionStore executions) {
        this.database = database;
        this.executions = executions;
    }

    /// @return the executions that have it
    public List<Execution> set(String taskId, long number, PullRequestState state) {
        return database.write(_ ->
                executions.listOfTask(taskId).stream()
                        .filter(one -> has(one, number))
                        .map(one ->
                                executions.change(
                                        one.id(),
                                        found ->
                                                has(found, number)
                                                        ? found.pullRequestIs(state)
                                                        : found))
                        .toList());
    }

    private static boolean has(Execution execution, long number) {
        return Objects.equals(execution.result().prNumber(), number);
    }

    /// The same for one execution, unless it was told something else since it was read.
    void set(Execution read, PullRequestState state) {
        executions.change(
                read.id(),
                found -> found.result().equals(read.result()) ? found.pullRequestIs(state) : found);
    }
}
