package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The limits that the kernel keeps for each process.
final class Rlimits {

    private static final long MIB = 1 << 20;
    private static final Path OWN = Path.of("/proc/self/limits");

    private Rlimits() {}

    /// The words before a program's own.
    static List<String> words(CheckLimits limits) {
        return List.of(
                "prlimit",
                "--core=0",
                "--nproc=" + atMost("Max processes", limits.processes()),
                "--fsize=" + atMost("Max file size", limits.diskMib() * MIB),
                "--data=" + atMost("Max data size", limits.memoryMib() * MIB),
                "--");
    }

    /// A limit can be lowered, and not be raised.
    private static long atMost(String name, long wanted) {
        try {
            Matcher line = Pattern.compile(name + " +\\w+ +(\\d+)").matcher(Files.readString(OWN));
            return line.find() ? Math.min(wanted, Long.parseLong(line.group(1))) : wanted;
        } catch (IOException e) {
            return wanted;
        }
    }
}
