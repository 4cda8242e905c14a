package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Commits small pieces of work that arrive together in one transaction, since each commit waits
/// for the disk. While one caller commits, others queue up; the next of them commits all.
public final class GroupCommit {

    private static final int MAX_GROUP = 100;

    private final Database database;
    private final ConcurrentLinkedQueue<Entry<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);

    GroupCommit(Database database) {
        this.database = database;
    }

    /// Runs the work, perhaps on another caller's thread, and returns once it is committed. Work
    /// that fails is rolled back alone, and its exception is thrown here.
    ///
    /// @throws StorageException when the database is busy, full or out of reach; nothing of the
    ///   group is stored
    /// @throws IllegalStateException inside a transaction, which would never see the commit
    public <T extends @Nullable Object> T write(Function<JdbcClient, T> work) {
        if (database.isWriting()) {
            throw new IllegalStateException("a group commit inside a write");
        }
        Entry<T> entry = new Entry<>(work);
        waiting.add(entry);
        turn.lock();
        try {
            while (!entry.isDone) {
                commit(nextGroup());
            }
        } finally {
            turn.unlock();
        }
        return entry.result();
    }

    private List<Entry<?>> nextGroup() {
        List<Entry<?>> group = new ArrayList<>();
        for (Entry<?> entry; group.size() < MAX_GROUP && (entry = waiting.poll()) != null; ) {
            group.add(entry);
        }
        return group;
    }

    private void commit(List<Entry<?>> group) {
        @Nullable Throwable failure = null;
        try {
            database.write(_ -> {
                group.forEach(entry -> entry.run(database));
                return group.size();
            });
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Entry<?> entry : group) {
            entry.complete(failure);
        }
    }

    /// One caller's work. Guarded by the turn.
    private static final class Entry<T extends @Nullable Object> {

        private final Function<JdbcClient, T> work;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private boolean isDone;

        Entry(Function<JdbcClient, T> work) {
            this.work = work;
        }

        /// @throws StorageException at once: SQLite has then rolled back all of the transaction,
        ///   and what follows would be committed without what came before
        void run(Database database) {
            try {
                result = database.writeNested(work);
            } catch (StorageException e) {
                throw e;
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        void complete(@Nullable Throwable groupFailure) {
            isDone = true;
            switch (groupFailure) {
                case null -> {}
                case RuntimeException e -> failure = failure == null ? e : failure;
                case Throwable e -> failure = new IllegalStateException("writing a group", e);
            }
        }

        @SuppressWarnings("NullAway") // the result is what work returned, null or not
        T result() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
