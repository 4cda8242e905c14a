package dev.pithyjaunt.bench.workflow;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.testkit.workflow.RunResult;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `publish` on all that an execution's jobs handed over, as somebody does who repeats it.
///
/// @param program as it is unpacked from the archive
/// @param folder a new one, for the execution
record SecondPublish(Path program, Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// Runs it.
    ///
    /// @param environment what it finds beside what every program finds
    /// @return seconds of the whole process
    /// @throws IllegalStateException when it failed
    double seconds(RunResult result, Map<String, String> environment) {
        for (String name : List.of("generate", "validate", "publish")) {
            copy(result.artifacts(), "pithy-jaunt-" + name);
        }
        Map<String, String> all = Environment.basic();
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.putAll(environment);
        Tail said = new Tail(10_000);
        List<String> words = List.of(program.toString(), "publish", "--folder", folder.toString());
        long start = System.nanoTime();
        Ending ending = new Command(words, folder, all).run(LIMIT, said, said);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!ending.succeeded() || !said.text().contains(" is open")) {
            throw new IllegalStateException(
                    "publishing again: %s: %s".formatted(ending, said.text()));
        }
        return seconds;
    }

    private void copy(Map<String, Path> artifacts, String name) {
        Path from = artifacts.get(name);
        if (from == null) {
            throw new IllegalStateException("the run kept no artifact " + name);
        }
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(folder);
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("copying " + from, e);
        }
    }
}
