package dev.pithyjaunt.server.dispatch.local;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.server.dispatch.Aftermath;
import dev.pithyjaunt.server.dispatch.Backend;
import dev.pithyjaunt.server.dispatch.KeptPatches;
import dev.pithyjaunt.server.dispatch.PollLoop;
import dev.pithyjaunt.server.dispatch.Preparation;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Execution.Method;
import dev.pithyjaunt.server.execution.Execution.Status;
import dev.pithyjaunt.server.execution.ExecutionQueue;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.forge.Forge;
import dev.pithyjaunt.server.platform.Settings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Runs executions on this machine: the rows say which, and one loop looks at them, once a second
/// and whenever it is woken. What another server wrote is seen that way too.
@Component
final class LocalBackend implements Backend, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LocalBackend.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /// What a phase may take to end when the server does, and to store that.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    /// How long after its deadline an execution that no server seems to run is given up: when the
    /// server that runs it has ended it anyway.
    static final Duration SILENCE = LocalExecution.LAST.plusSeconds(8);

    private static final int MAX_ROWS = 1_000;

    private final ExecutionStore executions;
    private final ExecutionQueue queue;
    private final Aftermath aftermath;
    private final Settings settings;
    private final InstantSource clock;
    private final Parts parts;
    private final WorkFolders folders;

    /// By id. Only the loop adds; each leaves by itself.
    private final Map<String, LocalExecution> running = new ConcurrentHashMap<>();

    private final PollLoop loop = new PollLoop("local-backend", POLL, this::look);

    // Two dependencies more than is good: most of them are handed on to its executions.
    LocalBackend(
            ExecutionStore executions,
            ExecutionQueue queue,
            Aftermath aftermath,
            Preparation preparation,
            KeptPatches patches,
            Forge forge,
            Settings settings,
            InstantSource clock) {
        this.executions = executions;
        this.queue = queue;
        this.aftermath = aftermath;
        this.settings = settings;
        this.clock = clock;
        this.parts =
                new Parts(
                        preparation,
                        patches,
                        executions,
                        aftermath,
                        forge,
                        settings.runner(),
                        clock);
        this.folders = new WorkFolders(settings.dataDirectory().resolve("executions"));
    }

    /// What every execution needs.
    record Parts(
            Preparation preparation,
            KeptPatches patches,
            ExecutionStore executions,
            Aftermath aftermath,
            Forge forge,
            Settings.Runner runner,
            InstantSource clock) {}

    @Override
    public Execution.Method method() {
        return Execution.Method.LOCAL;
    }

    @Override
    public void wake() {
        loop.wake();
    }

    @Override
    public void start() {
        loop.start();
    }

    void look() {
        if (!folders.areOurs()) {
            return;
        }
        lookAt(Status.DISPATCHED);
        lookAt(Status.RUNNING);
        folders.sweep(running.keySet(), clock.instant());
        fillSlots();
    }

    private void lookAt(Status status) {
        for (Execution execution : executions.list(status, Method.LOCAL, MAX_ROWS)) {
            LocalExecution own = running.get(execution.id());
            if (own == null) {
                giveUpIfLost(execution);
            } else if (execution.cancelRequested()) {
                own.stop(Stop.Reason.CANCELLED);
            }
        }
    }

    /// Ends what nobody runs any more, and has wait again what nobody began. Its processes, if any
    /// are left, end when they notice that their server is gone.
    private void giveUpIfLost(Execution listed) {
        WorkFolder folder = folders.of(listed.id());
        boolean isOurs = folder.exists() || settings.databaseUrl() == null;
        if (!isOverdue(listed) && !listed.isBegun()) {
            if (isOurs || isAbandoned(listed)) {
                aftermath.giveBack(listed.id());
            }
            return;
        }
        if (!isOurs && !isOverdue(listed)) {
            return;
        }
        aftermath.end(listed.id(), Category.LOST, "the server that ran it ended before it did");
        aftermath.keepFiles(listed.id(), folder::find);
        folder.delete();
    }

    private boolean isAbandoned(Execution execution) {
        return Preparation.isAbandoned(execution, settings.runner().timeLimit(), clock.instant());
    }

    private boolean isOverdue(Execution execution) {
        Instant deadline = execution.times().deadlineAt();
        return deadline != null && clock.instant().isAfter(deadline.plus(SILENCE));
    }

    private void fillSlots() {
        while (loop.isStarted() && running.size() < settings.maxRunning()) {
            Optional<Execution> next = queue.take(Method.LOCAL);
            if (next.isEmpty()) {
                return;
            }
            begin(next.get());
        }
    }

    private void begin(Execution next) {
        String secret = executions.findSecret(next.id()).orElseThrow();
        LocalExecution execution = new LocalExecution(next, secret, folders.of(next.id()), parts);
        running.put(next.id(), execution);
        Thread.ofVirtual()
                .name("execution-" + next.id())
                .start(() -> {
                    try {
                        execution.run();
                    } catch (RuntimeException e) {
                        LOG.atError()
                                .addKeyValue("execution", next.id())
                                .setCause(e)
                                .log("a local execution broke off");
                    } finally {
                        leave(next.id());
                        wake();
                    }
                });
    }

    private void leave(String id) {
        synchronized (running) {
            running.remove(id);
            running.notifyAll();
        }
    }

    /// Ends all that runs: there is no other server that could go on with it.
    @Override
    public void stop() {
        try {
            loop.stop(POLL);
            running.values().forEach(execution -> execution.stop(Stop.Reason.SERVER_ENDS));
            long end = System.nanoTime() + STOP_LIMIT.toNanos();
            synchronized (running) {
                while (!running.isEmpty() && System.nanoTime() < end) {
                    running.wait(POLL.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folders.close();
    }

    @Override
    public boolean isRunning() {
        return loop.isStarted();
    }
}
