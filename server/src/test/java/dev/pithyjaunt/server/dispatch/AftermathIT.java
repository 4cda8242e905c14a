package dev.pithyjaunt.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;

import org.junit.jupiter.api.Test;

import java.util.Map;

class AftermathIT extends StoreContract {

    @Test
    void resultOfARunnerThatDidNotTellItsEndIsTakenWithItsVerdict() {
        Spending spending = spending(Map.of());
        ExecutionStore store = new ExecutionStore(database);
        Executions executions =
                new Executions(database, new TaskStore(database), store, spending, _ -> {}, clock);
        Account jo = member("jo");
        Execution waiting = executions.begin(jo, task(jo).id(), Execution.Method.LOCAL, null);
        Execution dispatched =
                store.change(
                        waiting.id(),
                        found ->
                                found.dispatched(
                                        new Execution.Base("main", "abc"), NOW.plusSeconds(600)));
        Aftermath aftermath =
                new Aftermath(
                        database, store, executions, new FileStore(database, clock), spending);

        aftermath.end(dispatched, result(dispatched));

        Execution ended = store.find(waiting.id()).orElseThrow();
        assertThat(ended.result())
                .isEqualTo(
                        new Execution.Result(
                                "pj/1", "def", null, null, Evidence.Verdict.NEW_FAILURE));
        assertThat(ended.ending())
                .isEqualTo(
                        new Execution.Ending(
                                Outcome.NEEDS_REVIEW,
                                new ExecutionError(
                                        ExecutionError.Category.CHECKS_FAILED, "make test"),
                                null));
    }

    private static ExecutionResult result(Execution execution) {
        return new ExecutionResult(
                execution.taskId(),
                execution.id(),
                TaskStatus.NEEDS_REVIEW,
                Outcome.NEEDS_REVIEW,
                new ExecutionError(ExecutionError.Category.CHECKS_FAILED, "make test"),
                null,
                "pj/1",
                "abc",
                "def",
                null,
                null,
                null,
                "",
                Evidence.Verdict.NEW_FAILURE,
                Usage.NONE,
                Map.of(),
                "folder");
    }
}
