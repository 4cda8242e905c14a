package dev.pithyjaunt.git;

import dev.pithyjaunt.git.process.Deadline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// A real repository for a test.
record TemporaryRepository(Path path) {

    static final Deadline SOON = Deadline.in(Duration.ofMinutes(10), InstantSource.system());

    static TemporaryRepository create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TemporaryRepository repository = new TemporaryRepository(path);
        repository.git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    TemporaryRepository write(String file, String content) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String commit(String message) {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    String git(String... words) {
        return Git.local(path, SOON)
                .with(
                        Map.of(
                                "GIT_AUTHOR_NAME", "Test",
                                "GIT_AUTHOR_EMAIL", "test@example.org",
                                "GIT_COMMITTER_NAME", "Test",
                                "GIT_COMMITTER_EMAIL", "test@example.org"))
                .run(words);
    }
}
