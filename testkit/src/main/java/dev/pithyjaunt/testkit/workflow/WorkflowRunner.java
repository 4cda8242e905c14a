package dev.pithyjaunt.testkit.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Runs workflows, and has those of one concurrency group wait for each other.
public final class WorkflowRunner {

    private final AtomicLong ids = new AtomicLong();
    private final Map<String, List<WorkflowRun>> groups = new HashMap<>();

    public WorkflowRun run(Workflow workflow, Event event, Setup setup) {
        return run(workflow, event, setup, _ -> true, _ -> {});
    }

    /// Begins a run, or has it wait for its group.
    ///
    /// @param starts asked before a job starts: one that doesn't fails without a step
    /// @param listener is told from the threads of the jobs what happens
    /// @throws WorkflowException when the workflow doesn't take the event
    public WorkflowRun run(
            Workflow workflow,
            Event event,
            Setup setup,
            Predicate<String> starts,
            Consumer<RunEvent> listener) {
        return run(ids.incrementAndGet(), workflow, event, setup, starts, listener);
    }

    /// The same for who gives runs their numbers.
    ///
    /// @param id one that no other run has
    /// @throws WorkflowException when the workflow doesn't take the event
    public WorkflowRun run(
            long id,
            Workflow workflow,
            Event event,
            Setup setup,
            Predicate<String> starts,
            Consumer<RunEvent> listener) {
        WorkflowRun run = new WorkflowRun(workflow, setup, event, id, starts, listener);
        workflow.concurrency().ifPresentOrElse(concurrency -> queue(concurrency, run), run::start);
        return run;
    }

    private void queue(Workflow.Concurrency concurrency, WorkflowRun run) {
        Contexts early = run.early();
        String group = concurrency.group().text(early).toLowerCase(Locale.ROOT);
        List<WorkflowRun> waiting;
        List<WorkflowRun> replaced = new ArrayList<>();
        synchronized (this) {
            List<WorkflowRun> members = groups.computeIfAbsent(group, _ -> new ArrayList<>());
            waiting = List.copyOf(members);
            members.add(run);
            if (!concurrency.queueAll() && waiting.size() > 1) {
                replaced.addAll(waiting.subList(1, waiting.size()));
            }
            if (concurrency.cancelInProgress().flag(early)) {
                replaced.addAll(waiting.subList(0, Math.min(1, waiting.size())));
            }
        }
        run.whenEnded(() -> leave(group, run));
        replaced.forEach(WorkflowRun::cancel);
        if (waiting.isEmpty()) {
            run.start();
        }
    }

    private void leave(String group, WorkflowRun run) {
        WorkflowRun next;
        synchronized (this) {
            List<WorkflowRun> members = groups.getOrDefault(group, new ArrayList<>());
            boolean first = !members.isEmpty() && members.getFirst().equals(run);
            members.remove(run);
            if (!first || members.isEmpty()) {
                return;
            }
            next = members.getFirst();
        }
        Thread.ofVirtual().start(next::start);
    }
}
