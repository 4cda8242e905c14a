package dev.pithyjaunt.server.dispatch.github;

import dev.pithyjaunt.server.dispatch.Backend;
import dev.pithyjaunt.server.dispatch.PollLoop;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Execution.Method;
import dev.pithyjaunt.server.execution.Execution.Status;
import dev.pithyjaunt.server.execution.ExecutionQueue;
import dev.pithyjaunt.server.execution.ExecutionStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Executions as workflows of their repositories: handed to GitHub, and watched there. The rows say
/// which; one loop hands over those that wait, another watches those that were handed over, a third
/// one ends those that are past their deadline.
@Component
final class GitHubBackend implements Backend, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubBackend.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int MAX_ROWS = 1_000;

    private final ExecutionStore executions;
    private final ExecutionQueue queue;
    private final GitHubDispatch dispatch;
    private final RunWatch watch;
    private final InstantSource clock;

    /// One waits for GitHub's limits while the other must not.
    private final PollLoop dispatching = new PollLoop("github-dispatch", POLL, this::dispatchAll);

    private final PollLoop watching = new PollLoop("github-watch", POLL, this::watchAll);

    private final PollLoop overdue = new PollLoop("github-overdue", POLL, this::endOverdue);

    /// Those overdue ones that are being ended.
    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    GitHubBackend(
            ExecutionStore executions,
            ExecutionQueue queue,
            GitHubDispatch dispatch,
            RunWatch watch,
            InstantSource clock) {
        this.executions = executions;
        this.queue = queue;
        this.dispatch = dispatch;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public Execution.Method method() {
        return Execution.Method.GITHUB_ACTIONS;
    }

    @Override
    public void wake() {
        dispatching.wake();
        watching.wake();
    }

    @Override
    public void look(String executionId) {
        watch.hint(executionId);
        watching.wake();
    }

    @Override
    public void start() {
        dispatching.start();
        watching.start();
        overdue.start();
    }

    private void dispatchAll() {
        while (dispatching.isStarted()) {
            Optional<Execution> next = queue.take(Method.GITHUB_ACTIONS);
            if (next.isEmpty()) {
                return;
            }
            safely(next.get(), dispatch::dispatch);
        }
    }

    private List<Execution> begun() {
        return Stream.concat(list(Status.DISPATCHED).stream(), list(Status.RUNNING).stream())
                .toList();
    }

    /// Each on a thread of its own: a GitHub that hangs must not keep the others from ending.
    private void endOverdue() {
        for (Execution one : begun()) {
            if (watch.isOverdue(one, clock.instant()) && ending.add(one.id())) {
                Thread.ofVirtual()
                        .name("overdue-" + one.id())
                        .start(() -> {
                            try {
                                safely(one, watch::endOverdue);
                            } finally {
                                ending.remove(one.id());
                            }
                        });
            }
        }
    }

    private void watchAll() {
        List<Execution> begun = begun();
        begun.forEach(one -> safely(one, found -> watch.look(found, clock.instant())));
        Set<String> ids = begun.stream().map(Execution::id).collect(Collectors.toSet());
        watch.forgetAllBut(ids);
        dispatch.forgetAllBut(ids);
    }

    private List<Execution> list(Status status) {
        return executions.list(status, Method.GITHUB_ACTIONS, MAX_ROWS);
    }

    /// One that fails must not keep the others from being looked at.
    private static void safely(Execution execution, Consumer<Execution> act) {
        try {
            act.accept(execution);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("execution", execution.id())
                    .setCause(e)
                    .log("an execution on GitHub: trying again soon");
        }
    }

    @Override
    public void stop() {
        try {
            dispatching.stop(POLL);
            watching.stop(POLL);
            overdue.stop(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watching.isStarted();
    }
}
