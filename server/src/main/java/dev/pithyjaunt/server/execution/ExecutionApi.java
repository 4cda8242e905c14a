package dev.pithyjaunt.server.execution;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.protocol.event.EvidenceSummary;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Allowance;
import dev.pithyjaunt.server.usage.Spending;
import dev.pithyjaunt.server.usage.Spent;

import org.jspecify.annotations.Nullable;
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
    private final EvidenceReader evidence;
    private final ExecutionQueue queue;

    ExecutionApi(
            TaskStore tasks,
            ExecutionStore executions,
            Spending spending,
            EvidenceReader evidence,
            ExecutionQueue queue) {
        this.tasks = tasks;
        this.executions = executions;
        this.spending = spending;
        this.evidence = evidence;
        this.queue = queue;
    }

    @GetMapping("/task/{id}/execution")
    OfTask ofTask(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return new OfTask(
                executions.listOfTask(tasks.get(account, id).id()).stream()
                        .map(execution -> shown(execution, null))
                        .toList());
    }

    @GetMapping("/execution/{id}")
    Shown get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        Execution execution = executions.get(account, id);
        return shown(execution, evidence(execution));
    }

    private @Nullable EvidenceSummary evidence(Execution execution) {
        try {
            return evidence.find(execution.id()).map(EvidenceSummary::of).orElse(null);
        } catch (MalformedJsonException _) {
            return null;
        }
    }

    private Shown shown(Execution execution, @Nullable EvidenceSummary summary) {
        return new Shown(
                execution,
                spending.of(execution.id()),
                spending.allowanceOf(execution.id()),
                summary,
                queue.obstacle(execution).orElse(null));
    }

    /// The newest first.
    record OfTask(List<Shown> items) {}

    /// @param usage what it took so far
    /// @param allowance what it may take
    /// @param evidence what each check said; absent in lists, and without a file that is of its
    ///   form
    /// @param waitingFor present while it waits
    record Shown(
            @JsonUnwrapped Execution execution,
            Spent usage,
            Allowance allowance,
            @Nullable EvidenceSummary evidence,
            Queue.@Nullable Obstacle waitingFor) {}
}
