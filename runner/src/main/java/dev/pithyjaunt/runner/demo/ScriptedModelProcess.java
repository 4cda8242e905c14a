package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.runner.settings.Settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The scripted model, running as a program of its own until it is closed. It ends with this
/// program too, since its standard input does.
final class ScriptedModelProcess implements AutoCloseable {

    private final Process process;
    private final String baseUrl;

    private ScriptedModelProcess(Process process, String baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    /// @param script a file that says what it answers
    /// @throws IllegalArgumentException when the program was not built
    static ScriptedModelProcess start(Path script) {
        Path jar =
                Path.of(System.getProperty("jaunt.root", "."), "testkit/target/jaunt-testkit.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    jar + " is missing: start the demo with ./jaunt, which builds it");
        }
        List<String> words = JavaProgram.words(jar);
        words.addAll(List.of("--script", script.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(Environment.basic());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            return new ScriptedModelProcess(process, readAddress(process));
        } catch (IOException e) {
            throw new UncheckedIOException("starting the scripted model", e);
        }
    }

    private static String readAddress(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.contains("http://")) {
            throw new IOException("it said \"%s\" and not where it listens".formatted(line));
        }
        return line.substring(line.indexOf("http://")).strip();
    }

    String baseUrl() {
        return baseUrl;
    }

    /// Settings with which it is asked.
    Settings settings() {
        return new Settings(
                Map.of(
                        "OPENAI_BASE_URL", baseUrl,
                        "OPENAI_API_KEY", "scripted-needs-no-key",
                        "MODEL_NAME", "scripted"));
    }

    @Override
    public void close() {
        ProcessTree.end(process.toHandle(), Duration.ofSeconds(2));
    }
}
