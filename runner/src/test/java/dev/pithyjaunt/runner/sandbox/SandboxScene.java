package dev.pithyjaunt.runner.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A sandbox with one place in it, and commands that are tried there.
final class SandboxScene implements AutoCloseable {

    static final CheckLimits LIMITS = new CheckLimits(60, 512, 200, 64, 4);
    static final Duration LONG = Duration.ofSeconds(60);

    final Sandbox sandbox;
    final Place place;

    private SandboxScene(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.place = sandbox.newPlace(List.of());
    }

    /// Skips the test where this machine has no such sandbox.
    static SandboxScene open(CheckMode mode, Path folder) {
        try {
            return new SandboxScene(
                    Sandbox.open(
                            mode,
                            folder.resolve("sandbox"),
                            List.of("npm ci"),
                            folder.resolve("caches")));
        } catch (SandboxMissingException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    /// Writes a file of the work tree, before anything is run in it.
    SandboxScene write(String name, String content) throws IOException {
        Path file = place.tree().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    Tried run(String line) {
        return run(place, line, LONG, false);
    }

    Tried run(Place in, String line, Duration time, boolean network) {
        sandbox.handOver(in);
        Capture output = new Capture(1 << 20);
        Run run = sandbox.run(in, new Job(line, "", Map.of(), network, time, LIMITS), output);
        return new Tried(run.exitCode(), run.stopped(), output.text(), run.time());
    }

    /// Whether a process runs whose command line holds a text.
    static boolean isRunning(String text) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.anyMatch(process -> commandLine(process.pid()).contains(text));
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        sandbox.remove(place);
        sandbox.close();
    }

    record Tried(
            @Nullable Integer exitCode, @Nullable Stopped stopped, String output, Duration time) {}
}
