package dev.pithyjaunt.git.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A program to start as a child: its words, its folder, and the whole of its environment. Nothing
/// of this process's own environment is passed on.
public record Command(List<String> words, Path directory, Map<String, String> environment) {

    /// How long the last output of an ended child may take to arrive: a grandchild can hold the
    /// pipe.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

    private static final byte[] NO_INPUT = {};

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public Ending run(Duration limit, Drain output, Drain errors) {
        return run(limit, NO_INPUT, output, errors);
    }

    /// Starts it and waits for its end, with at most the given time; kills it and all its children
    /// when the time is over or the calling thread is interrupted.
    ///
    /// @param input what it reads from its standard input
    /// @throws UncheckedIOException when it can't be started
    /// @throws CancellationException when the calling thread is interrupted; the child has ended
    ///   then
    public Ending run(Duration limit, byte[] input, Drain output, Drain errors) {
        return run(limit, Duration.ZERO, input, output, errors);
    }

    /// As [#run(Duration, byte[], Drain, Drain)], for a child that cleans up when it is asked to
    /// end.
    ///
    /// @param grace how long it may take to end after being asked, before it is killed
    public Ending run(Duration limit, Duration grace, byte[] input, Drain output, Drain errors) {
        return run(limit, grace, input, false, output, errors);
    }

    /// As [#run(Duration, Duration, byte[], Drain, Drain)], but the child's standard input has no
    /// end while this program lives: one that comes tells the child that its parent is gone.
    public Ending runWhileHere(
            Duration limit, Duration grace, byte[] input, Drain output, Drain errors) {
        return run(limit, grace, input, true, output, errors);
    }

    /// As [#run(Duration, Drain, Drain)], and hands the process to somebody who watches it: who
    /// ends its tree brings this to its end as well.
    public Ending runWatched(
            Duration limit, Drain output, Drain errors, Consumer<ProcessHandle> watcher) {
        return run(limit, Duration.ZERO, NO_INPUT, false, output, errors, watcher);
    }

    private Ending run(
            Duration limit,
            Duration grace,
            byte[] input,
            boolean inputStaysOpen,
            Drain output,
            Drain errors) {
        return run(limit, grace, input, inputStaysOpen, output, errors, _ -> {});
    }

    private Ending run(
            Duration limit,
            Duration grace,
            byte[] input,
            boolean inputStaysOpen,
            Drain output,
            Drain errors,
            Consumer<ProcessHandle> watcher) {
        Process process = start();
        watcher.accept(process.toHandle());
        List<Thread> pumps =
                List.of(
                        pump("output", () -> output.drain(process.getInputStream())),
                        pump("errors", () -> errors.drain(process.getErrorStream())),
                        pump("input", () -> feed(process, input, inputStaysOpen)));
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                ProcessTree.end(process.toHandle(), grace);
                awaitOutput(process, pumps);
                return new Ending.TimedOut(limit);
            }
            awaitOutput(process, pumps);
            return new Ending.Exited(process.exitValue());
        } catch (InterruptedException e) {
            ProcessTree.end(process.toHandle(), grace);
            awaitOutputQuietly(process, pumps);
            throw cancelled(e);
        } finally {
            closeQuietly(process.getOutputStream());
        }
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + words.getFirst() + " in " + directory, e);
        }
    }

    private static void feed(Process process, byte[] input, boolean staysOpen) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(input);
        out.flush();
        if (!staysOpen) {
            out.close();
        }
    }

    private static Thread pump(String name, Pump pump) {
        return Thread.ofVirtual()
                .name("child-" + name)
                .start(() -> {
                    try {
                        pump.run();
                    } catch (IOException e) {
                        // The pipe broke because the child ended: its exit code tells more.
                    }
                });
    }

    private static void awaitOutput(Process process, List<Thread> pumps)
            throws InterruptedException {
        for (Thread pump : pumps) {
            if (!pump.join(LAST_OUTPUT)) {
                closeQuietly(process.getInputStream());
                closeQuietly(process.getErrorStream());
            }
        }
    }

    private static void awaitOutputQuietly(Process process, List<Thread> pumps) {
        try {
            awaitOutput(process, pumps);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing is lost: it was not going to be used any more.
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }

    @FunctionalInterface
    private interface Pump {
        void run() throws IOException;
    }
}
