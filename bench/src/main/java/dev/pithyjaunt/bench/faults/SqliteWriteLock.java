package dev.pithyjaunt.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The lock that a process holds while it writes into an SQLite database in WAL mode: byte 120 of
/// the file with the shared memory.
///
/// Source: https://www.sqlite.org/walformat.html#wal_locks
record SqliteWriteLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    private static final int WAL_WRITE_LOCK = 120;

    /// Waits for a writer that is at it.
    ///
    /// @param database its main file
    static SqliteWriteLock take(Path database) {
        Path shared = database.resolveSibling(database.getFileName() + "-shm");
        try {
            FileChannel channel =
                    FileChannel.open(shared, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new SqliteWriteLock(channel, channel.lock(WAL_WRITE_LOCK, 1, false));
        } catch (IOException e) {
            throw new UncheckedIOException("locking " + shared, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("unlocking", e);
        }
    }
}
