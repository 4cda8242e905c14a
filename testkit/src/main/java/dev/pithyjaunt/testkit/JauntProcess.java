package dev.pithyjaunt.testkit;

import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.git.process.ProcessTree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The built program `jaunt` as a real process, with nothing of this process's environment but what
/// a person's shell would have.
public final class JauntProcess {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// The bit of a signal mask.
    private static final long SIGINT = 1L << 1;

    private final Process process;
    private final Path output;
    private final Path errors;

    private JauntProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /// Starts it with a folder for its state and its output.
    public static JauntProcess start(
            Path scratch, Map<String, String> settings, List<String> arguments) {
        Path root = Path.of(System.getProperty("jaunt.root"));
        List<String> words = new ArrayList<>(interruptible());
        words.addAll(JavaProgram.words(root.resolve("runner/target/jaunt.jar")));
        words.addAll(arguments);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", scratch.resolve("home").toString());
        environment.put("XDG_STATE_HOME", scratch.resolve("state").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.putAll(settings);
        try {
            Files.createDirectories(scratch.resolve("home"));
            Path output = Files.createTempFile(scratch, "output", ".txt");
            Path errors = Files.createTempFile(scratch, "errors", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(scratch.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new JauntProcess(process, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Words that give a program back its interrupt where this process ignores it, as background
    /// jobs of a shell do: children inherit that, and neither Java nor a shell can undo it.
    private static List<String> interruptible() {
        Path status = Path.of("/proc/self/status");
        boolean ignored =
                Files.isReadable(status)
                        && read(status)
                                .lines()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .map(line -> line.substring("SigIgn:".length()).strip())
                                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
        return ignored ? List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV") : List.of();
    }

    /// Waits for its end.
    public Ended await() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            ProcessTree.end(process.toHandle(), Duration.ZERO);
            throw new IllegalStateException("jaunt did not end: " + errors());
        }
        return new Ended(process.exitValue(), read(output), errors());
    }

    /// What it has said on standard error so far.
    public String errors() {
        return read(errors);
    }

    /// Waits until it has said something.
    public void awaitSaid(String text) throws InterruptedException {
        awaitThat(() -> errors().contains(text));
    }

    /// Waits until something holds, for as long as it runs.
    public void awaitThat(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("that never came, but: " + errors());
            }
        }
    }

    /// Sends it a signal, such as `INT`.
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /// Its children and theirs.
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param code its exit code
    public record Ended(int code, String output, String errors) {}
}
