package dev.pithyjaunt.testkit.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The artifacts of a run, each a folder of plain files.
final class Artifacts {

    private static final String REFUSED = "\":<>|*?\r\n\\/";

    private final Path folder;
    private final Map<String, Path> byName = new TreeMap<>();
    private int count;

    Artifacts(Path folder) {
        this.folder = folder;
    }

    /// @param files below the root
    /// @return its id
    synchronized String add(String name, Path root, List<Path> files, boolean overwrite) {
        if (name.isEmpty() || name.chars().anyMatch(c -> REFUSED.indexOf(c) >= 0)) {
            throw new EvaluationException("The artifact name is not valid: " + name);
        }
        if (byName.containsKey(name) && !overwrite) {
            throw new EvaluationException(
                    "Conflict: an artifact with this name already exists on the workflow run: "
                            + name);
        }
        count++;
        Path target = folder.resolve(String.valueOf(count));
        for (Path file : files) {
            write(file, target.resolve(root.relativize(file).toString()));
        }
        byName.put(name, target);
        return String.valueOf(count);
    }

    synchronized Map<String, Path> byName() {
        return Map.copyOf(byName);
    }

    /// Copies contents only: permissions are lost, and links become what they lead to.
    private static void write(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies one into a folder.
    static void unpack(Path artifact, Path target) {
        try (Stream<Path> files = Files.walk(artifact)) {
            Files.createDirectories(target);
            files.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .forEach(file ->
                            write(file, target.resolve(artifact.relativize(file).toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
