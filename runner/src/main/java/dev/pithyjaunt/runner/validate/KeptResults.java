package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;
import dev.pithyjaunt.runner.testreport.TestResults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What checks said on base commits, kept on this machine: the same commit, commands and tools say
/// the same again. Nobody but the user who runs this program can write here.
final class KeptResults {

    /// After which it is forgotten: what a check says may depend on more than can be told.
    private static final Duration LIFE = Duration.ofDays(7);

    private final Path folder;
    private final InstantSource clock;

    KeptResults(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// What a result depends on, as far as it can be told.
    ///
    /// @param commands set-up, the checks before it, and the check itself: each may leave something
    ///   for the next
    /// @param tools their versions
    /// @param isolation what they run under
    /// @param environment that says where tools are, and options of theirs
    record Key(
            String commit,
            List<String> commands,
            List<String> tools,
            List<String> isolation,
            CheckLimits limits,
            Map<String, String> environment) {

        Key {
            environment = new TreeMap<>(environment);
        }

        private String name() {
            return Kept.digest(Json.line(this)) + ".json";
        }
    }

    Optional<Ran> find(Key key) {
        Path file = folder.resolve(key.name());
        try {
            if (Files.getLastModifiedTime(file).toInstant().plus(LIFE).isBefore(clock.instant())) {
                return Optional.empty();
            }
            // JSON's null is read as none.
            return Optional.ofNullable(Json.read(file, Ran.class)).map(Ran::kept);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException | MalformedJsonException e) {
            // As good as none: the check is run.
            return Optional.empty();
        }
    }

    /// Keeps a result of a check that ended by itself; others depend on how busy the machine was.
    void keep(Key key, Ran ran) {
        boolean tooMany =
                ran.tests() != null && ran.tests().tests().size() == TestResults.MAX_TESTS;
        if (ran.side().exitCode() == null || ran.side().notFound() || tooMany) {
            return;
        }
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Json.write(folder.resolve(key.name()), ran);
            forgetOld();
        } catch (IOException | UncheckedIOException e) {
            // The next execution runs the check.
        }
    }

    private void forgetOld() throws IOException {
        FileTime oldest = FileTime.from(clock.instant().minus(LIFE));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
