package dev.pithyjaunt.testkit;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A real git repository for a test. Author, dates and configuration are fixed, so the same content
/// has the same commit hashes on every machine.
public record TestRepository(Path path) {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MAX_OUTPUT_BYTES = 16 << 20;

    /// Makes one on branch `main`, with no commit, in a folder that is made when it is missing.
    public static TestRepository create(Path path) {
        TestRepository repository = new TestRepository(path);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        repository.git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    /// Writes a file of the work tree, with its folders.
    ///
    /// @param file relative to the repository's root
    public TestRepository write(String file, String content) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Commits the whole work tree, also when nothing changed.
    ///
    /// @return the commit's hash
    public String commit(String message) {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /// Makes a branch at the current commit and switches to it.
    public TestRepository branch(String name) {
        git("switch", "--quiet", "--create", name);
        return this;
    }

    /// A bare copy, such as a server keeps.
    public TestRepository bareClone(Path target) {
        git("clone", "--quiet", "--bare", path.toString(), target.toString());
        return new TestRepository(target);
    }

    /// Runs git in the repository.
    ///
    /// @return what it printed, without the last line end
    /// @throws IllegalStateException when it fails; it holds what git said
    public String git(String... words) {
        return gitReading(new byte[0], words);
    }

    /// As [#git], with an input.
    public String gitReading(byte[] input, String... words) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Capture output = new Capture(MAX_OUTPUT_BYTES);
        Tail errors = new Tail(4096);
        Ending ending = new Command(command, path, environment()).run(LIMIT, input, output, errors);
        if (!ending.succeeded()) {
            throw new IllegalStateException(
                    "%s in %s: %s: %s"
                            .formatted(
                                    String.join(" ", command),
                                    path,
                                    ending,
                                    errors.text().strip()));
        }
        return output.text().replaceFirst("\n\\z", "");
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_AUTHOR_NAME", "Test");
        environment.put("GIT_AUTHOR_EMAIL", "test@example.org");
        environment.put("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z");
        environment.put("GIT_COMMITTER_NAME", "Test");
        environment.put("GIT_COMMITTER_EMAIL", "test@example.org");
        environment.put("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z");
        return environment;
    }
}
