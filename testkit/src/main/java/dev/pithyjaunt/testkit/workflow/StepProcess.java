package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.git.process.ProcessTree;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The process of a step, whose output is read line by line, and how it is stopped.
final class StepProcess {

    /// How long output may take to end after the process; a grandchild can hold the pipe.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

    private final Process process;
    private final Thread reader;

    private StepProcess(Process process, Thread reader) {
        this.process = process;
        this.reader = reader;
    }

    static StepProcess start(
            List<String> words, Path folder, Map<String, String> env, Consumer<String> lines) {
        List<String> interruptible = new ArrayList<>();
        if (ignoresInterrupts()) {
            // Children inherit that, and a shell can't undo it: its traps would never run.
            interruptible.addAll(List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
        }
        interruptible.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(interruptible)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(env);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread reader = Thread.ofVirtual().start(() -> read(process, lines));
            return new StepProcess(process, reader);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + words.getFirst() + " in " + folder, e);
        }
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException _) {
            // The pipe broke because the process ended.
        }
    }

    private static boolean ignoresInterrupts() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.isReadable(status)
                    && Files.readString(status)
                            .lines()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> line.substring("SigIgn:".length()).strip())
                            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & (1L << 1)) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for its end, without a limit of its own.
    int await() throws InterruptedException {
        int code = process.waitFor();
        if (!reader.join(LAST_OUTPUT)) {
            try {
                process.getInputStream().close();
            } catch (IOException _) {
                // It was not going to be read any more.
            }
        }
        return code;
    }

    /// Asks the process itself, not its children, to end; later ends all of them.
    void stop(Limits limits) throws InterruptedException {
        signal("INT");
        if (process.waitFor(limits.toTerminate().toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        signal("TERM");
        if (!process.waitFor(limits.toKill().toNanos(), TimeUnit.NANOSECONDS)) {
            kill();
        }
    }

    void kill() {
        ProcessTree.end(process.toHandle(), Duration.ZERO);
    }

    private void signal(String name) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
