package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.git.GitEnvironment;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.git.process.ProcessTree;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The server as a program of its own on a free loopback port, with its data in the demo's folder,
/// until it is closed.
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final Map<String, String> environment;
    private final Path jar;
    private final URI address;
    private final URI firstLink;

    private ServerProcess(
            Process process,
            Map<String, String> environment,
            Path jar,
            URI address,
            URI firstLink) {
        this.process = process;
        this.environment = environment;
        this.jar = jar;
        this.address = address;
        this.firstLink = firstLink;
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param folder where its data goes, and its log, `server.log`
    /// @param settings by the names of its environment
    /// @throws IllegalArgumentException when it was not built
    static ServerProcess start(Path folder, Map<String, String> settings) {
        Path jar = Path.of(System.getProperty("jaunt.root", "."), "server/target/jaunt-server.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    jar + " is missing: start the demo with ./jaunt, which builds it");
        }
        Map<String, String> environment =
                new LinkedHashMap<>(Environment.basicAnd(GitEnvironment.VARIABLES));
        environment.putAll(settings);
        environment.put("PORT", "0");
        environment.put("HOST", "127.0.0.1");
        environment.put("JAUNT_DATA_DIR", folder.resolve("server").toString());
        environment.put("JAUNT_RUNNER_JAR", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(words(jar, "serve"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("server.log").toFile());
        try {
            Process process = builder.start();
            BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            URI address = address(output, "is ready at ", folder);
            URI link = address(output, "administrator", folder);
            Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
            return new ServerProcess(process, environment, jar, address, link);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the server", e);
        }
    }

    private static List<String> words(Path jar, String command) {
        List<String> words = JavaProgram.words(jar);
        words.add(command);
        return words;
    }

    /// The address in the first line that holds a text.
    private static URI address(BufferedReader output, String text, Path folder) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text) && line.contains("http")) {
                return URI.create(line.substring(line.indexOf("http")).strip());
            }
        }
        throw new IOException("it ended before it was ready; " + folder + "/server.log tells why");
    }

    /// Where people and programs reach it.
    URI address() {
        return address;
    }

    /// The link that makes its administrator, once.
    URI firstLink() {
        return firstLink;
    }

    /// A new link that signs the administrator in, once.
    String newLink() {
        Map<String, String> asIs = new LinkedHashMap<>(environment);
        asIs.put("APP_URL", address.toString());
        ProcessBuilder builder = new ProcessBuilder(words(jar, "sign-in-link"));
        builder.environment().clear();
        builder.environment().putAll(asIs);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process link = builder.start();
            return new String(link.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("asking for a sign-in link", e);
        }
    }

    @Override
    public void close() {
        ProcessTree.end(process.toHandle(), Duration.ofSeconds(10));
    }
}
