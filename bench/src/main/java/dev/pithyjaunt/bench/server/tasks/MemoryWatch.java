package dev.pithyjaunt.bench.server.tasks;

import dev.pithyjaunt.bench.program.Patience;
import dev.pithyjaunt.bench.program.ProcessFigures;

import java.time.Duration;

/// Looks at the memory of a server and of its children, some times a second, until it is closed.
final class MemoryWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ProcessHandle server;
    private final Thread thread;
    private volatile double ofChildren;
    private volatile boolean isOver;

    MemoryWatch(ProcessHandle server) {
        this.server = server;
        thread = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        while (!isOver) {
            double sum =
                    server.descendants()
                            .mapToDouble(child -> new ProcessFigures(child).megabytes())
                            .sum();
            ofChildren = Math.max(ofChildren, sum);
            Patience.pass(PAUSE);
        }
    }

    /// The server's, as the system itself remembers it; that of children as far as it was seen.
    /// What processes share counts for each.
    TasksResult.Memory most() {
        return new TasksResult.Memory(new ProcessFigures(server).peakMegabytes(), ofChildren);
    }

    @Override
    public void close() {
        isOver = true;
        thread.interrupt();
    }
}
