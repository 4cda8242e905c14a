package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Files in memory that edits are fitted to.
record StoredTree(SortedMap<String, byte[]> contents) implements FileTree {

    /// The files below a folder; none when it is not there, since git keeps no empty ones.
    static StoredTree of(Path folder) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    contents.put(folder.relativize(path).toString(), Files.readAllBytes(path));
                }
            }
        }
        return new StoredTree(contents);
    }

    @Override
    public List<TreeFile> files() {
        return contents.keySet().stream().flatMap(path -> find(path).stream()).toList();
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return Optional.ofNullable(contents.get(path))
                .map(_ -> new TreeFile(path, TreeFile.Mode.FILE, "0".repeat(40)));
    }

    @Override
    public byte[] read(TreeFile file) {
        return Objects.requireNonNull(contents.get(file.path())).clone();
    }

    /// With what was fitted.
    ///
    /// @throws IllegalStateException when a path is stated twice, or one that is not there deleted
    StoredTree with(Fitting.Fitted fitted) {
        SortedMap<String, byte[]> after = new TreeMap<>(contents);
        if (fitted.files().stream().map(Fitting.FittedFile::path).distinct().count()
                < fitted.files().size()) {
            throw new IllegalStateException("a path is there twice: " + fitted.files());
        }
        for (Fitting.FittedFile file : fitted.files()) {
            file.content()
                    .ifPresentOrElse(
                            content -> after.put(file.path(), content),
                            () -> {
                                if (after.remove(file.path()) == null) {
                                    throw new IllegalStateException("not there: " + file.path());
                                }
                            });
        }
        return new StoredTree(after);
    }

    /// Paths with their bytes, as values that compare and can be read: one character a byte.
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        contents.forEach((path, content) ->
                values.put(
                        path, new String(content, java.nio.charset.StandardCharsets.ISO_8859_1)));
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTree tree && values().equals(tree.values());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(contents.keySet().toArray());
    }
}
