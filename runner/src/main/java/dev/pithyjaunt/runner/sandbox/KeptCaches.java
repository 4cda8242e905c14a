package dev.pithyjaunt.runner.sandbox;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What set-ups of a repository's own commits downloaded in earlier executions: a layer for each
/// that downloaded something. What a patch's set-up downloads is never kept.
final class KeptCaches {

    /// More of them cost more than they save; then all is downloaded anew, once.
    private static final int MAX_LAYERS = 8;

    private static final long MIN_BYTES = 256 << 10;

    /// After which nobody uses a layer any more that was put aside.
    private static final Duration IN_USE = Duration.ofDays(1);

    private final Path folder;
    private final InstantSource clock;

    /// @param folder of the repository; made when something is kept
    KeptCaches(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Where layers of folders are kept, for all repositories.
    ///
    /// @param other where nothing can be kept
    Path foldersOr(Path other) {
        Path folders = folder.resolveSibling("folders");
        try {
            Files.createDirectories(folders);
            return Files.isWritable(folders) ? folders : other;
        } catch (IOException e) {
            return other;
        }
    }

    /// The newest first.
    List<Path> layers() {
        List<Path> layers = folders("layer-");
        if (layers.size() <= MAX_LAYERS) {
            return layers;
        }
        for (Path layer : layers) {
            move(layer, folder.resolve("old-" + layer.getFileName()));
        }
        Instant unused = clock.instant().minus(IN_USE);
        folders("old-").stream()
                .filter(old -> lastModified(old).isBefore(unused))
                .forEach(ExecutionFolder::delete);
        return List.of();
    }

    /// Keeps what a place has in its own layer. Nobody may use that place any more.
    void keep(Place place) {
        Path caches = place.folder().resolve("caches");
        if (DiskUse.of(caches) < MIN_BYTES) {
            return;
        }
        createFolder();
        move(caches, folder.resolve("layer-" + Id.next()));
    }

    /// What was downloaded may be private.
    private void createFolder() {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            // Then nothing can be moved there either, and all is downloaded once more.
        }
    }

    /// Nothing is lost when it fails, as it does between file systems.
    private void move(Path from, Path to) {
        try {
            Files.move(from, to);
            Files.setLastModifiedTime(to, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // It is downloaded once more.
        }
    }

    private List<Path> folders(String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + folder, e);
        }
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
