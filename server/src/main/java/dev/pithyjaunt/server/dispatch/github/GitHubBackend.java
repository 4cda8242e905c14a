package dev.pithyjaunt.server.dispatch.github;

import dev.pithyjaunt.server.dispatch.Backend;
import dev.pithyjaunt.server.dispatch.PollLoop;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Execution.Method;
import dev.pithyjaunt.server.execution.Execution.Status;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.Settings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Executions as workflows of their repositories: handed to GitHub, and watched there. The rows say
/// which; one loop hands over those that wait, another watches those that were handed over.
@Component
final class GitHubBackend implements Backend, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubBackend.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int MAX_ROWS = 1_000;

    private final ExecutionStore executions;
    private final GitHubDispatch dispatch;
    private final RunWatch watch;
    private final Settings settings;
    private final InstantSource clock;

    /// One waits for GitHub's limits while the other must not.
    private final PollLoop dispatching = new PollLoop("github-dispatch", POLL, this::dispatchAll);

    private final PollLoop watching = new PollLoop("github-watch", POLL, this::watchAll);

    GitHubBackend(
            ExecutionStore executions,
            GitHubDispatch dispatch,
            RunWatch watch,
            Settings settings,
            InstantSource clock) {
        this.executions = executions;
        this.dispatch = dispatch;
        this.watch = watch;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void wake() {
        dispatching.wake();
        watching.wake();
    }

    @Override
    public void start() {
        dispatching.start();
        watching.start();
    }

    private void dispatchAll() {
        if (settings.executionEnabled()) {
            list(Status.WAITING).forEach(one -> safely(one, dispatch::dispatch));
        }
    }

    private void watchAll() {
        List<Execution> begun =
                Stream.concat(list(Status.DISPATCHED).stream(), list(Status.RUNNING).stream())
                        .toList();
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watching.isStarted();
    }
}
