package dev.pithyjaunt.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// A git command that did not do what it was asked to.
public final class GitException extends RuntimeException {

    /// What git says when a server sends it on and it does not go: GitHub does so for a repository
    /// that was renamed.
    private static final Pattern REDIRECT =
            Pattern.compile("The requested URL returned error: 30[12378]");

    private final List<String> command;
    private final Path directory;
    private final int exitCode;
    private final String errors;

    GitException(List<String> command, Path directory, int exitCode, String said) {
        String errors = told(said);
        super(
                "git %s: %s"
                        .formatted(
                                command.getFirst(),
                                errors.isBlank() ? "exit code " + exitCode : errors.strip()));
        this.command = List.copyOf(command);
        this.directory = directory;
        this.exitCode = exitCode;
        this.errors = errors;
    }

    private static String told(String said) {
        return REDIRECT.matcher(said).find()
                ? "the repository has moved: connect its new address (%s)".formatted(said.strip())
                : said;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// The words after `git`.
    public List<String> command() {
        return command;
    }

    public Path directory() {
        return directory;
    }

    /// -1 when it was killed at its time limit.
    public int exitCode() {
        return exitCode;
    }

    /// The end of what it said on standard error, at most 4 KiB, and what that means where it is
    /// known.
    public String errors() {
        return errors;
    }
}
