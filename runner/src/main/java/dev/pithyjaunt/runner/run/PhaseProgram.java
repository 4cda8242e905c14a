package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.ThisProgram;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A phase as a program: this same `jaunt`, started as a child with a listed environment.
public final class PhaseProgram {

    /// How long a phase that is asked to end may take to stop its own children and to write its
    /// file.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String phase;
    private final ExecutionFolder folder;
    private final List<String> environment;

    /// @param environment names of variables it gets beside the basic ones
    public PhaseProgram(String phase, ExecutionFolder folder, List<String> environment) {
        this.phase = phase;
        this.folder = folder;
        this.environment = environment;
    }

    /// Runs it to its end; what it says on standard error goes to its log and to the consumer.
    ///
    /// @return its exit code, 1 when it was killed at the limit
    /// @throws java.util.concurrent.CancellationException when interrupted; it has ended then
    public int run(
            List<String> options,
            Duration limit,
            byte[] input,
            Drain output,
            Consumer<String> progress) {
        Command command =
                new Command(words(options), folder.path(), Environment.basicAnd(environment));
        try (PrintWriter log = log()) {
            Ending ending =
                    command.run(
                            limit,
                            GRACE,
                            input,
                            output,
                            Drain.lines(line -> {
                                log.println(line);
                                progress.accept(line);
                            }));
            return switch (ending) {
                case Ending.Exited(int code) -> code;
                case Ending.TimedOut(Duration time) -> {
                    String said = "%s was ended after %d s".formatted(phase, time.toSeconds());
                    log.println(said);
                    progress.accept(said);
                    yield 1;
                }
            };
        }
    }

    private PrintWriter log() {
        try {
            return new PrintWriter(
                    Files.newBufferedWriter(
                            folder.log(phase),
                            StandardCharsets.UTF_8,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder.log(phase), e);
        }
    }

    private List<String> words(List<String> options) {
        List<String> arguments =
                new ArrayList<>(List.of(phase, "--folder", folder.path().toString()));
        arguments.addAll(options);
        return ThisProgram.words(arguments);
    }
}
