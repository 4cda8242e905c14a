package dev.pithyjaunt.server.dispatch.local;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The folders of all local executions. They belong to one server at a time, which holds a lock
/// that ends with its process: whatever else is found in them is of a server that is gone.
final class WorkFolders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);
    private static final String LOCK = "lock";

    /// A process that outlives its server by a moment may write once more.
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    private final Path root;
    private @Nullable FileChannel lock;
    private boolean complained;
    private Instant nextSweep = Instant.MIN;

    WorkFolders(Path root) {
        this.root = root;
    }

    WorkFolder of(String executionId) {
        return new WorkFolder(root.resolve(executionId));
    }

    /// Takes the lock, if nobody has it.
    ///
    /// @return whether this server has it
    synchronized boolean areOurs() {
        if (lock != null) {
            return true;
        }
        try {
            Files.createDirectories(
                    root,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(
                            root.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                lock = channel;
                return true;
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("taking over " + root, e);
        }
        if (!complained) {
            complained = true;
            LOG.atWarn().log("{} is another server's: it runs the local executions", root);
        }
        return false;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /// Deletes what is left of executions that do not run, from time to time.
    void sweep(Set<String> running, Instant now) {
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(BETWEEN_SWEEPS);
        for (Path path : list()) {
            String name = path.getFileName().toString();
            if (!name.equals(LOCK) && !running.contains(name)) {
                new WorkFolder(path).delete();
            }
        }
    }

    private List<Path> list() {
        try (Stream<Path> paths = Files.list(root)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + root, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("leaving " + root, e);
        }
    }
}
