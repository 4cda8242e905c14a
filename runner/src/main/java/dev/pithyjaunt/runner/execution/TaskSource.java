package dev.pithyjaunt.runner.execution;

import dev.pithyjaunt.protocol.TaskText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The options that say a task, one of the two, for `@ArgGroup(exclusive = true)`.
public final class TaskSource {

    @Option(
            names = "--task",
            paramLabel = "TEXT",
            description = "What should change, in plain words.")
    private @Nullable String text;

    @Option(
            names = "--task-file",
            paramLabel = "FILE",
            description = "A file that says it; - for standard input.")
    private @Nullable Path file;

    /// To be called once: it may read standard input.
    ///
    /// @throws IllegalArgumentException when the file can't be read, or holds no task as [TaskText]
    ///   takes it
    public TaskText read() {
        return new TaskText(text == null ? content(Objects.requireNonNull(file)) : text);
    }

    private static String content(Path file) {
        try {
            if (file.toString().equals("-")) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        "--task-file %s: there is no such file, or it can't be read"
                                .formatted(file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--task-file %s can't be read: %s".formatted(file, e), e);
        }
    }
}
