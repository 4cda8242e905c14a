package dev.pithyjaunt.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A git command that did not do what it was asked to.
public final class GitException extends RuntimeException {

    private final List<String> command;
    private final Path directory;
    private final int exitCode;
    private final String errors;

    GitException(List<String> command, Path directory, int exitCode, String errors) {
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

    /// The end of what it said on standard error, at most 4 KiB.
    public String errors() {
        return errors;
    }
}
