package dev.pithyjaunt.testkit.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folders of one job, which no other job shares.
record Machine(Path folder, String trackingId) {

    static Machine make(Path folder, String trackingId) {
        Machine machine = new Machine(folder, trackingId);
        try {
            for (Path path : List.of(machine.workspace(), machine.temp(), machine.home())) {
                Files.createDirectories(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return machine;
    }

    Path workspace() {
        return folder.resolve("workspace");
    }

    Path temp() {
        return folder.resolve("temp");
    }

    Path home() {
        return folder.resolve("home");
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(temp().resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends what a job left running, found by the variable that all its processes have.
    void endOrphans() {
        byte[] mark = ("RUNNER_TRACKING_ID=" + trackingId).getBytes(StandardCharsets.UTF_8);
        String wanted = new String(mark, StandardCharsets.ISO_8859_1);
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(process -> environment(process).contains(wanted))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(process.pid()), "environ"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return ""; // It has ended, or is somebody else's.
        }
    }
}
