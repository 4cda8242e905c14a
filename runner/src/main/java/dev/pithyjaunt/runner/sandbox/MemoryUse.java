package dev.pithyjaunt.runner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How much memory a process and all that it started hold, as Linux tells.
final class MemoryUse {

    private static final long KIB = 1 << 10;

    private MemoryUse() {}

    /// In bytes of memory that nobody else shares; 0 where it can't be told.
    static long of(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> ofOne(process.pid()))
                .sum();
    }

    private static long ofOne(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * KIB;
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
