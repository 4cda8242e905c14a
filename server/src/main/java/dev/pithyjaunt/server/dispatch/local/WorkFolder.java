package dev.pithyjaunt.server.dispatch.local;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.server.execution.FileKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder in which the phase programs of one execution hand files to one another. It is there
/// from before the execution is dispatched until its end is stored.
record WorkFolder(Path path) {

    private static final int MAX_SHOWN = 500;

    /// Larger ones are not kept.
    private static final long MAX_FILE_BYTES = 20L << 20;

    /// Makes it anew with the request in it.
    void create(ExecutionRequest request) {
        delete();
        try {
            Files.createDirectory(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("making " + path, e);
        }
        Json.write(path.resolve("request.json"), request);
    }

    /// Puts files there that phases of another execution wrote.
    void fill(Map<FileKind, byte[]> files) {
        files.forEach((kind, content) -> {
            Path file = file(kind);
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException("writing " + file, e);
            }
        });
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    Path log(String phase) {
        return path.resolve(phase + ".log");
    }

    /// The last line of a phase's log; empty without one.
    String lastSaid(String phase) {
        try (Stream<String> lines = Files.lines(log(phase))) {
            String last = lines.reduce("", (_, line) -> line);
            return last.substring(0, Math.min(MAX_SHOWN, last.length()));
        } catch (IOException | UncheckedIOException _) {
            return "";
        }
    }

    /// What report wrote, if it came to that.
    Optional<ExecutionResult> result() {
        Path file = path.resolve("result.json");
        try {
            return Files.exists(file)
                    ? Optional.of(Json.read(file, ExecutionResult.class))
                    : Optional.empty();
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    /// Whether generate left a patch.
    boolean hasPatch() {
        return Files.isRegularFile(path.resolve("patch.diff"));
    }

    /// A file that is to outlive the folder, if a phase wrote it.
    Optional<byte[]> find(FileKind kind) {
        Path file = file(kind);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES
                    ? Optional.of(Files.readAllBytes(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private Path file(FileKind kind) {
        return path.resolve(
                switch (kind) {
                    case PATCH -> "patch.diff";
                    case EVIDENCE -> "evidence.json";
                    case TRANSCRIPT -> "transcript.jsonl";
                    case REPORT -> "report.json";
                });
    }

    /// Takes it away with all that is in it; links are not followed.
    void delete() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (NoSuchFileException _) {
            // That is what is wanted.
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + path, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
