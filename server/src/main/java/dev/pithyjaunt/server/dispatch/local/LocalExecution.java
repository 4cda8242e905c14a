package dev.pithyjaunt.server.dispatch.local;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.server.dispatch.KeptPatch;
import dev.pithyjaunt.server.dispatch.local.PhaseProgram.Phase;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.StorageException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/// One execution on this machine, from its dispatch to its end: the phases one after the other,
/// each a program of its own.
final class LocalExecution {

    private static final Logger LOG = LoggerFactory.getLogger(LocalExecution.class);

    /// A phase ends by itself at the deadline; this much later it is ended.
    private static final Duration OVERTIME = Duration.ofSeconds(10);

    private static final Duration FORGE_LIMIT = Duration.ofSeconds(20);

    /// For report, which begins when all else is over.
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(60);

    /// After the deadline nothing is left to do: phases had [#OVERTIME], and report what is left.
    static final Duration LAST = Duration.ofSeconds(45);

    /// Between two tries to store the end while the database is away.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Execution execution;
    private final String secret;
    private final WorkFolder folder;
    private final LocalBackend.Parts parts;
    private final Stop stop = new Stop();

    /// What is to be published without asking the model.
    private Optional<KeptPatch> kept = Optional.empty();

    /// @param execution that was taken out of the queue
    LocalExecution(
            Execution execution, String secret, WorkFolder folder, LocalBackend.Parts parts) {
        this.execution = execution;
        this.secret = secret;
        this.folder = folder;
        this.parts = parts;
    }

    /// Asks it to stop, and returns at once.
    void stop(Stop.Reason reason) {
        stop.ask(reason);
    }

    /// Does it. Its folder and its processes are gone when this returns.
    void run() {
        try {
            Optional<ExecutionRequest> request = dispatch();
            request.ifPresent(this::runPhases);
        } finally {
            folder.delete();
        }
    }

    /// Empty when it is not to be run: it can't be, or somebody was faster.
    private Optional<ExecutionRequest> dispatch() {
        try {
            Path _ = parts.runner().program();
            kept = parts.patches().of(execution.id());
            ExecutionRequest request =
                    stop.during(() ->
                            parts.preparation()
                                    .request(execution, kept.map(patch -> patch.source().base())));
            // Before the row says so: the folder is what tells whose execution it is.
            folder.create(request);
            kept.ifPresent(patch -> folder.fill(patch.of(execution.id())));
            parts.executions()
                    .change(
                            execution.id(),
                            taken ->
                                    taken.prepared(
                                            new Execution.Base(
                                                    request.base().branch(),
                                                    request.base().commit())));
            LOG.atInfo().addKeyValue("execution", execution.id()).log("dispatched");
            return Optional.of(request);
        } catch (CancellationException e) {
            parts.aftermath().giveBack(execution.id());
        } catch (ConflictException e) {
            LOG.atDebug().addKeyValue("execution", execution.id()).log("not dispatched");
        } catch (GitException | IllegalArgumentException e) {
            refuse(Category.FORGE_ERROR, e);
        } catch (UncheckedIOException | IllegalStateException e) {
            refuse(Category.DISPATCH_ERROR, e);
        }
        return Optional.empty();
    }

    private void refuse(Category category, RuntimeException e) {
        parts.aftermath().end(execution.id(), category, "not begun: " + e.getMessage());
    }

    private void runPhases(ExecutionRequest request) {
        PhaseProgram program =
                new PhaseProgram(
                        Objects.requireNonNull(parts.runner().jar()),
                        folder,
                        parts.runner().model(),
                        forge(request),
                        secret);
        Deadline deadline = new Deadline(request.limits().deadline(), parts.clock());
        Runnable end = phases(program, deadline);
        untilStored(() -> {
            // Before the end: that generate left its report says that no call is missing.
            parts.aftermath().keepFiles(execution.id(), folder::find);
            end.run();
        });
    }

    /// @return what stores how it ended
    private Runnable phases(PhaseProgram program, Deadline deadline) {
        try {
            return work(program, deadline)
                    ? report(program, deadline, stop.conclude())
                    : end(
                            Category.TIMED_OUT,
                            "it was still running %d s after its deadline"
                                    .formatted(OVERTIME.toSeconds()));
        } catch (CancellationException e) {
            return end(Category.LOST, "the server was stopped");
        } catch (UncheckedIOException e) {
            return end(Category.INTERNAL, String.valueOf(e));
        }
    }

    private Runnable end(Category category, String message) {
        return () -> parts.aftermath().end(execution.id(), category, message);
    }

    /// While the database is away, what the phases did is not lost: it is stored when it is back.
    ///
    /// @throws StorageException when the server ends before that
    private void untilStored(Runnable storing) {
        while (true) {
            try {
                storing.run();
                return;
            } catch (StorageException e) {
                if (stop.serverEnds()) {
                    throw e;
                }
                LOG.atWarn()
                        .addKeyValue("execution", execution.id())
                        .log("its end is not stored yet: {}", e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Without credentials git still pushes as it can, and no pull request is opened.
    private Map<String, String> forge(ExecutionRequest request) {
        try {
            return parts.forge()
                    .token(request.options().pushTo(), FORGE_LIMIT)
                    .map(token ->
                            Map.of("GITHUB_SERVER_URL", parts.forge().url(), "GITHUB_TOKEN", token))
                    .orElse(Map.of());
        } catch (ForgeException e) {
            LOG.atWarn()
                    .addKeyValue("execution", execution.id())
                    .log("no pull request will be opened: {}", e.getMessage());
            return Map.of();
        }
    }

    /// The phases whose work can be cancelled.
    ///
    /// @return whether all of them ended in time
    /// @throws CancellationException when the server ends
    private boolean work(PhaseProgram program, Deadline deadline) {
        try {
            for (Phase phase : phases()) {
                Duration limit = deadline.left().plus(OVERTIME);
                Ending ending = stop.during(() -> program.run(phase, List.of(), limit));
                if (ending instanceof Ending.TimedOut) {
                    return false;
                }
                if (!goesOn(phase, ending, folder.hasPatch())) {
                    return true;
                }
            }
            return true;
        } catch (CancellationException e) {
            if (stop.serverEnds()) {
                throw e;
            }
            return true;
        }
    }

    private List<Phase> phases() {
        return kept.isPresent()
                ? List.of(Phase.PUBLISH)
                : List.of(Phase.GENERATE, Phase.VALIDATE, Phase.PUBLISH);
    }

    /// Whether the next phase has something to do: generate left a patch, be it a part of one, or
    /// validate could tell whether checks newly fail.
    static boolean goesOn(Phase phase, Ending ending, boolean hasPatch) {
        int code = ending instanceof Ending.Exited(int exit) ? exit : -1;
        return switch (phase) {
            case GENERATE -> hasPatch && (code == 0 || code == 3);
            case VALIDATE -> code == 0 || code == 3;
            case PUBLISH, REPORT -> false;
        };
    }

    private Runnable report(PhaseProgram program, Deadline deadline, boolean cancelled) {
        List<String> options = cancelled ? List.of("--cancelled") : List.of();
        Duration limit =
                new Deadline(deadline.at().plus(LAST), deadline.clock()).atMost(REPORT_LIMIT);
        Ending ending = stop.during(() -> program.run(Phase.REPORT, options, limit));
        Optional<ExecutionResult> result = folder.result();
        if (result.isPresent()) {
            return () -> parts.aftermath().end(execution, result.get());
        }
        return cancelled
                ? end(Category.CANCELLED, "it was cancelled")
                : end(
                        Category.INTERNAL,
                        "report left no result: %s, %s"
                                .formatted(ending, folder.lastSaid(Phase.REPORT.word())));
    }
}
