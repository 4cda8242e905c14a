package dev.pithyjaunt.server.dispatch;

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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Executions as workflows of their repositories: handed to GitHub, and watched there. The rows say
/// which; one loop looks at them, every other second and whenever it is woken.
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
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean started;
    private volatile Thread loop = new Thread();

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
        wakes.release();
    }

    @Override
    public void start() {
        started = true;
        loop = Thread.ofVirtual().name("github-backend").start(this::loop);
    }

    private void loop() {
        while (started) {
            look();
            pause();
        }
    }

    private void pause() {
        try {
            if (wakes.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            started = false;
        }
    }

    private void look() {
        try {
            if (settings.executionEnabled()) {
                list(Status.WAITING).forEach(one -> safely(one, dispatch::dispatch));
            }
            List<Execution> begun =
                    Stream.concat(list(Status.DISPATCHED).stream(), list(Status.RUNNING).stream())
                            .toList();
            begun.forEach(one -> safely(one, found -> watch.look(found, clock.instant())));
            Set<String> ids = begun.stream().map(Execution::id).collect(Collectors.toSet());
            watch.forgetAllBut(ids);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("executions on GitHub: trying again soon");
        }
    }

    private List<Execution> list(Status status) {
        return executions.list(status, Method.GITHUB_ACTIONS, MAX_ROWS);
    }

    /// One that fails must not keep the others from being looked at.
    private static void safely(Execution execution, java.util.function.Consumer<Execution> act) {
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
        started = false;
        loop.interrupt();
        try {
            loop.join(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
