package dev.pithyjaunt.server.dispatch;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.execution.FileStore;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.usage.Spending;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Ends executions whose runner did not tell its end, and keeps the files that it did not send.
/// What the runner told counts more.
@Component
public final class Aftermath {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private final Database database;
    private final ExecutionStore store;
    private final Executions executions;
    private final FileStore files;
    private final Spending spending;

    Aftermath(
            Database database,
            ExecutionStore store,
            Executions executions,
            FileStore files,
            Spending spending) {
        this.database = database;
        this.store = store;
        this.executions = executions;
        this.files = files;
        this.spending = spending;
    }

    /// Ends it, if it has not ended, without a result.
    public void end(String id, Category category, String message) {
        endIfNot(id, () -> executions.end(id, Execution.Ending.failed(category, message)));
    }

    /// Ends it, if it has not ended, with what is at the forge.
    public void endWith(
            Execution execution, Category category, String message, Execution.Result result) {
        endIfNot(
                execution.id(),
                () ->
                        executions.end(
                                execution.id(),
                                Execution.Ending.failed(category, message),
                                result));
    }

    /// Ends it, if it has not ended, as the result says.
    public void end(Execution execution, ExecutionResult result) {
        Execution.Ending ending =
                new Execution.Ending(result.outcome(), result.error(), result.question());
        Execution.Result published =
                new Execution.Result(
                        result.branch(),
                        result.headCommit(),
                        result.prUrl(),
                        result.prNumber() == null ? null : Long.valueOf(result.prNumber()),
                        result.checks());
        endIfNot(
                execution.id(),
                () ->
                        database.write(_ -> {
                            Execution ended = executions.end(execution.id(), ending, published);
                            spending.heard(ended.spender(), result.usage());
                            return ended;
                        }));
    }

    /// Has it wait again, if nobody was told of it yet.
    public void giveBack(String id) {
        try {
            Execution _ = store.change(id, Execution::returned);
            LOG.atInfo().addKeyValue("execution", id).log("waits again");
        } catch (ConflictException | NotFoundException e) {
            LOG.atDebug().addKeyValue("execution", id).log("not given back: {}", e.getMessage());
        }
    }

    private void endIfNot(String id, Supplier<Execution> end) {
        if (store.find(id).map(Execution::isEnded).orElse(true)) {
            return;
        }
        try {
            Execution.Ending ending = end.get().ending();
            LOG.atInfo()
                    .addKeyValue("execution", id)
                    .addKeyValue("outcome", ending == null ? "" : ending.outcome())
                    .log("ended by its backend");
        } catch (ConflictException | NotFoundException e) {
            LOG.atDebug().addKeyValue("execution", id).log("ended meanwhile: {}", e.getMessage());
        }
    }

    /// Keeps the files that are not stored yet.
    ///
    /// @param found what is left of each kind, if anything is
    public void keepFiles(String id, Function<FileKind, Optional<byte[]>> found) {
        if (store.find(id).isEmpty()) {
            return;
        }
        for (FileKind kind : FileKind.values()) {
            if (files.find(id, kind).isEmpty()) {
                found.apply(kind).ifPresent(content -> files.put(id, kind, content));
            }
        }
    }
}
