package dev.pithyjaunt.server.execution;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Allowance;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.Spent;

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
    private final Spending spending;

    ExecutionApi(TaskStore tasks, ExecutionStore executions, Spending spending) {
        this.tasks = tasks;
        this.executions = executions;
        this.spending = spending;
    }

    @GetMapping("/task/{id}/execution")
    OfTask ofTask(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return new OfTask(
                executions.listOfTask(tasks.get(account, id).id()).stream()
                        .map(this::shown)
                        .toList());
    }

    @GetMapping("/execution/{id}")
    Shown get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return shown(executions.get(account, id));
    }

    private Shown shown(Execution execution) {
        return new Shown(
                execution, spending.of(execution.id()), spending.allowanceOf(execution.id()));
    }

    /// The newest first.
    record OfTask(List<Shown> items) {}

    /// @param usage what it took so far
    /// @param allowance what it may take
    record Shown(@JsonUnwrapped Execution execution, Spent usage, Allowance allowance) {}
}
