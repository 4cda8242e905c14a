package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.task.TaskStore;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

@RestController
@RequestMapping("/api")
final class ExecutionApi {

    private final TaskStore tasks;
    private final ExecutionStore executions;

    ExecutionApi(TaskStore tasks, ExecutionStore executions) {
        this.tasks = tasks;
        this.executions = executions;
    }

    @GetMapping("/task/{id}/execution")
    OfTask ofTask(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return new OfTask(executions.listOfTask(tasks.get(account, id).id()));
    }

    @GetMapping("/execution/{id}")
    Execution get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return executions.get(account, id);
    }

    /// The newest first.
    record OfTask(List<Execution> items) {}
}
