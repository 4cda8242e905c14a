package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.Id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A control group for one command, where the kernel lets this program make one: in the unified
/// hierarchy or in those of before it. Where it does not, an empty one that bounds nothing.
final class Cgroup implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long MIB = 1 << 20;
    private static final int TRIES = 300;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final List<Path> folders;

    private Cgroup(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    static boolean isAvailable() {
        try (Cgroup trial = create(CheckLimits.STANDARD)) {
            return !trial.folders.isEmpty();
        }
    }

    static Cgroup create(CheckLimits limits) {
        String name = "pithy-jaunt-" + Id.next();
        for (List<Setting> settings : List.of(unified(limits), separate(limits))) {
            List<Path> made = new ArrayList<>();
            try {
                for (Setting setting : settings) {
                    requireHierarchy(setting.parent());
                    Path folder = setting.parent().resolve(name);
                    if (!made.contains(folder)) {
                        Files.createDirectory(folder);
                        made.add(folder);
                    }
                    Files.writeString(
                            folder.resolve(setting.file()),
                            setting.value(),
                            StandardOpenOption.WRITE);
                }
                return new Cgroup(made);
            } catch (IOException e) {
                // Not this hierarchy, or not by this user.
                made.forEach(Cgroup::remove);
            }
        }
        return new Cgroup(List.of());
    }

    /// An ordinary folder would take any file.
    private static void requireHierarchy(Path parent) throws IOException {
        if (!Files.exists(parent.resolve("cgroup.procs"))) {
            throw new NoSuchFileException(parent + " is no control group");
        }
    }

    /// One that bounds nothing.
    static Cgroup none() {
        return new Cgroup(List.of());
    }

    private record Setting(Path parent, String file, String value) {}

    private static List<Setting> unified(CheckLimits limits) {
        return List.of(
                new Setting(ROOT, "memory.max", String.valueOf(limits.memoryMib() * MIB)),
                new Setting(ROOT, "pids.max", String.valueOf(limits.processes())));
    }

    private static List<Setting> separate(CheckLimits limits) {
        return List.of(
                new Setting(
                        ROOT.resolve("memory"),
                        "memory.limit_in_bytes",
                        String.valueOf(limits.memoryMib() * MIB)),
                new Setting(ROOT.resolve("pids"), "pids.max", String.valueOf(limits.processes())));
    }

    /// Files to which a process adds itself.
    List<Path> processFiles() {
        return folders.stream().map(folder -> folder.resolve("cgroup.procs")).toList();
    }

    /// Whether the kernel ended a process because the memory was used up.
    boolean ranOutOfMemory() {
        return folders.stream()
                .flatMap(folder ->
                        Stream.of("memory.events", "memory.oom_control").map(folder::resolve))
                .filter(Files::isReadable)
                .flatMap(Cgroup::lines)
                .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    /// All its processes must have ended, or be about to.
    @Override
    public void close() {
        folders.forEach(Cgroup::remove);
    }

    private static void remove(Path folder) {
        for (int i = 0; i < TRIES; i++) {
            try {
                Files.deleteIfExists(folder);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
