package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Commits small works that arrive together in one transaction, since each commit waits for the
/// disk. While one group is committed, the next gathers. All is done on one thread of the platform:
/// the embedded database blocks the thread that calls it, which a virtual one could not share.
///
/// @param <W> a work
/// @param <R> what comes of it
public final class GroupCommit<W, R> implements AutoCloseable {

    private static final int MAX_GROUP = 100;

    private final Database database;
    private final Together<W, R> together;
    private final ConcurrentLinkedQueue<Entry<W, R>> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService turn;

    /// Does works in their order, inside a write.
    ///
    /// @param <W> a work
    /// @param <R> what comes of it
    public interface Together<W, R> {

        /// When it throws, all of it is rolled back; and unless the database was the reason, each
        /// work is then done in a transaction of its own.
        ///
        /// @return for each work, in the same order, what its caller gets: a value or an exception
        List<Supplier<R>> apply(List<W> works);
    }

    /// @param name of its thread
    public GroupCommit(Database database, String name, Together<W, R> together) {
        this.database = database;
        this.together = together;
        turn = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    /// Does the work, and returns once it is committed. One that fails is rolled back alone, and
    /// its exception is thrown here.
    ///
    /// @throws StorageException when the database is busy, full or out of reach; nothing of the
    ///   group is stored
    /// @throws IllegalStateException inside a transaction, which would never see the commit
    public R write(W work) {
        if (database.isWriting()) {
            throw new IllegalStateException("a group commit inside a write");
        }
        Entry<W, R> entry = new Entry<>(work, new CompletableFuture<>());
        waiting.add(entry);
        turn.execute(this::commitNext);
        return entry.result();
    }

    /// Nothing, when an earlier call took its work along.
    private void commitNext() {
        List<Entry<W, R>> group = new ArrayList<>();
        for (Entry<W, R> entry; group.size() < MAX_GROUP && (entry = waiting.poll()) != null; ) {
            group.add(entry);
        }
        if (!group.isEmpty()) {
            commit(group);
        }
    }

    private void commit(List<Entry<W, R>> group) {
        List<Supplier<R>> results;
        try {
            results = database.write(_ -> together.apply(group.stream().map(Entry::work).toList()));
        } catch (StorageException e) {
            group.forEach(entry -> entry.end().completeExceptionally(e));
            return;
        } catch (RuntimeException | Error e) {
            if (group.size() == 1) {
                group.getFirst().end().completeExceptionally(e);
            } else {
                group.forEach(entry -> commit(List.of(entry)));
            }
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).end().complete(results.get(i));
        }
    }

    /// Waits for what was begun.
    @Override
    public void close() {
        turn.close();
    }

    private record Entry<W, R>(W work, CompletableFuture<Supplier<R>> end) {

        R result() {
            Supplier<R> result;
            try {
                result = end.join();
            } catch (CompletionException e) {
                throw thrown(e.getCause());
            }
            return result.get();
        }

        /// With this caller's stack as well: others of the group have the same exception.
        private static RuntimeException thrown(@Nullable Throwable cause) {
            return switch (cause) {
                case StorageException e -> new StorageException(String.valueOf(e.getMessage()), e);
                case RuntimeException e -> e;
                case null, default -> new IllegalStateException("writing a group", cause);
            };
        }
    }
}
