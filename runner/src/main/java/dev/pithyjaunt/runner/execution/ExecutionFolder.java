package dev.pithyjaunt.runner.execution;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.protocol.Report;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The folder in which the phases of one execution hand files over:
///
/// | file | written by |
/// |---|---|
/// | `request.json` | who asks for the execution |
/// | `report.json`, `patch.diff`, `transcript.jsonl` | generate |
/// | `evidence.json`, `evidence.md` | validate |
/// | `publication.json`, `pull-request.md` | publish |
/// | `result.json` | report |
/// | `PHASE.log` | who starts the phase |
/// | `PHASE.lines.json`, `PHASE.unsent.jsonl` | a phase that sends events: how many lines, and those that the server has not taken |
/// | `work/` | every phase; gone when the execution has ended |
public record ExecutionFolder(Path path) {

    private static final Duration MAX_DELETE = Duration.ofMinutes(2);

    private static final Set<PosixFilePermission> OPEN =
            PosixFilePermissions.fromString("rwx------");

    /// Makes a new folder that only its owner can read, or takes one that is empty.
    ///
    /// @throws IllegalArgumentException when there are files in it
    public static ExecutionFolder create(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.findAny().isPresent()) {
                        throw new IllegalArgumentException(
                                folder + " is not empty: an execution needs a folder of its own");
                    }
                }
            } else if (Files.exists(folder)) {
                throw new IllegalArgumentException(folder + " is not a folder");
            } else {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the folder %s can't be made: %s".formatted(folder, e), e);
        }
        return new ExecutionFolder(folder);
    }

    /// @throws IllegalArgumentException when no request is in it
    public static ExecutionFolder open(Path path) {
        ExecutionFolder folder = new ExecutionFolder(path.toAbsolutePath().normalize());
        if (!Files.isRegularFile(folder.requestFile())) {
            throw new IllegalArgumentException(
                    folder.path + " holds no request.json: it is not the folder of an execution");
        }
        return folder;
    }

    private Path requestFile() {
        return path.resolve("request.json");
    }

    public ExecutionRequest request() {
        return Json.read(requestFile(), ExecutionRequest.class);
    }

    public void write(ExecutionRequest request) {
        Json.write(requestFile(), request);
    }

    public Path patch() {
        return path.resolve("patch.diff");
    }

    public Path transcript() {
        return path.resolve("transcript.jsonl");
    }

    public Path log(String phase) {
        return path.resolve(phase + ".log");
    }

    public Optional<Report> report() {
        return read("report.json", Report.class);
    }

    public void write(Report report) {
        Json.write(path.resolve("report.json"), report);
    }

    public Path evidenceFile() {
        return path.resolve("evidence.json");
    }

    public Optional<Evidence> evidence() {
        return read("evidence.json", Evidence.class);
    }

    public void write(Evidence evidence) {
        Json.write(evidenceFile(), evidence);
    }

    /// The evidence as Markdown.
    public Path evidenceTable() {
        return path.resolve("evidence.md");
    }

    /// The text of a pull request for the branch, as Markdown.
    public Path pullRequest() {
        return path.resolve("pull-request.md");
    }

    public Optional<Publication> publication() {
        return read("publication.json", Publication.class);
    }

    public void write(Publication publication) {
        Json.write(path.resolve("publication.json"), publication);
    }

    public Optional<ExecutionResult> result() {
        return read("result.json", ExecutionResult.class);
    }

    public void write(ExecutionResult result) {
        Json.write(path.resolve("result.json"), result);
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        Path file = path.resolve(name);
        return Files.exists(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
    }

    /// A place for what a phase needs while it works, without anything left in it.
    public Path work(String name) {
        Path work = path.resolve("work");
        Path place = work.resolve(name);
        delete(place);
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException("creating " + work, e);
        }
        return place;
    }

    /// Takes one of these places away, when nobody needs it any more.
    public void discard(String name) {
        delete(path.resolve("work").resolve(name));
    }

    /// The base repository that generate fetched, if it is still there.
    public Path source() {
        return path.resolve("work").resolve("source.git");
    }

    /// Takes away what the phases needed while they worked.
    public void deleteWork() {
        delete(path.resolve("work"));
    }

    /// Deletes a folder with all that is in it, folders without permissions too; nothing when it is
    /// not there.
    public static void delete(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e)
                                throws IOException {
                            if (!(e instanceof AccessDeniedException)
                                    || !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                                    || isOpen(file)) {
                                throw e;
                            }
                            Files.setPosixFilePermissions(file, OPEN);
                            delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) throws IOException {
                            if (!Files.isWritable(folder)) {
                                Files.setPosixFilePermissions(folder, OPEN);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path folder, @Nullable IOException e) throws IOException {
                            Files.delete(folder);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // Folders can be deeper within each other than a path can say.
            if (!deleteStepByStep(root)) {
                throw new UncheckedIOException("deleting " + root, e);
            }
        }
    }

    private static boolean deleteStepByStep(Path root) {
        Path absolute = root.toAbsolutePath();
        return new Command(
                        List.of("rm", "-rf", "--", absolute.toString()),
                        Path.of("").toAbsolutePath(),
                        Environment.basic())
                .run(MAX_DELETE, Drain.NONE, Drain.NONE)
                .succeeded();
    }

    private static boolean isOpen(Path folder) throws IOException {
        return Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OPEN);
    }
}
