package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Looks after a running command from outside, and ends it with all that it started when it prints,
/// writes or holds more than it may.
final class Watch implements AutoCloseable {

    private static final long MIB = 1 << 20;

    /// Between two looks; a look at many files takes longer, and so does the pause after it.
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final int PAUSE_PER_LOOK = 10;

    /// Left for everybody else on the disk.
    private static final long MIN_FREE_BYTES = 256 * MIB;

    private final CheckLimits limits;
    private final Path written;
    private final long writtenBefore;
    private final AtomicReference<@Nullable Stopped> stopped = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable ProcessHandle process;

    /// @param written the folder that the command fills
    Watch(CheckLimits limits, Path written) {
        this.limits = limits;
        this.written = written;
        this.writtenBefore = DiskUse.of(written);
    }

    /// Why it was ended from here; null when it was not.
    @Nullable Stopped stopped() {
        return stopped.get();
    }

    void begin(ProcessHandle command) {
        process = command;
        Thread.ofPlatform().daemon().name("watch").start(this::look);
    }

    private void look() {
        Duration pause = PAUSE;
        while (!isOver(pause)) {
            long start = System.nanoTime();
            if (isOverDisk()) {
                end(Stopped.DISK);
            } else if (isOverMemory()) {
                end(Stopped.MEMORY);
            }
            Duration longer = Duration.ofNanos((System.nanoTime() - start) * PAUSE_PER_LOOK);
            pause = longer.compareTo(PAUSE) > 0 ? longer : PAUSE;
        }
    }

    private boolean isOver(Duration pause) {
        try {
            return over.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean isOverDisk() {
        try {
            if (Files.getFileStore(written).getUsableSpace() < MIN_FREE_BYTES) {
                return true;
            }
        } catch (IOException e) {
            // The next look tells.
        }
        return DiskUse.of(written) - writtenBefore > limits.diskMib() * MIB;
    }

    private boolean isOverMemory() {
        ProcessHandle root = process;
        return root != null && MemoryUse.of(root) > limits.memoryMib() * MIB;
    }

    private void end(Stopped reason) {
        ProcessHandle root = process;
        if (root != null && stopped.compareAndSet(null, reason)) {
            ProcessTree.end(root, Duration.ZERO);
        }
    }

    /// What is printed, counted.
    Drain counting(Drain output) {
        return in -> output.drain(new Counted(in));
    }

    @Override
    public void close() {
        over.countDown();
    }

    private final class Counted extends FilterInputStream {

        private long total;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            total += read;
            if (total > limits.outputMib() * MIB) {
                end(Stopped.OUTPUT);
            }
        }
    }
}
