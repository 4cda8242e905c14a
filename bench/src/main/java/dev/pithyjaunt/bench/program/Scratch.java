package dev.pithyjaunt.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A new folder that is gone when the measure is over.
public record Scratch(Path folder) implements AutoCloseable {

    public static Scratch make() {
        try {
            return new Scratch(Files.createTempDirectory("jaunt-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("making a folder", e);
        }
    }

    /// Deletes a folder with all that is in it.
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + folder, e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }
}
