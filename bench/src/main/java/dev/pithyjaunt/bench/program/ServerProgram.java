package dev.pithyjaunt.bench.program;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.git.GitEnvironment;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.git.process.ProcessTree;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The built server as a process of its own, on one port of loopback over all of its starts. Of
/// this process's environment it sees only what any program needs.
public final class ServerProgram implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration GONE = Duration.ofSeconds(10);

    private final Path folder;
    private final Way way;
    private final Map<String, String> settings;
    private final int port = freePort();
    private @Nullable Process process;
    private @Nullable URI firstLink;
    private double secondsToReady;

    /// How it is started.
    public enum Way {
        /// As a program that lives for minutes, with quick starts: its jar on the Java that runs
        /// this. It sees no `.env`.
        QUICK,
        /// As people do it, by the launcher, with the memory and the compiler that servers get.
        LAUNCHER
    }

    /// @param folder where its data goes, and its log, `server.log`
    /// @param settings by the names of its environment
    public ServerProgram(Path folder, Way way, Map<String, String> settings) {
        this.folder = folder;
        this.way = way;
        this.settings = new LinkedHashMap<>(settings);
        // Also when this process is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for a free port", e);
        }
    }

    /// Such as `http://127.0.0.1:40123`; nobody listens there while it is down.
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Changes a setting for its next start.
    public synchronized void set(String name, String value) {
        settings.put(name, value);
    }

    /// Starts it and waits until it is ready.
    ///
    /// @throws IllegalStateException when it ended before; it says where its log is
    public synchronized void start() {
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(words()).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment());
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
            long start = System.nanoTime();
            Process begun = builder.start();
            process = begun;
            awaitReady(begun, start);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the server", e);
        }
    }

    private List<String> words() {
        return switch (way) {
            case QUICK -> {
                Path jar = built("server/target/jaunt-server.jar");
                if (!Files.isRegularFile(jar)) {
                    throw new BadInputException(
                            jar, "it is not built: start this with ./jaunt bench");
                }
                List<String> words = JavaProgram.words(jar);
                words.add("serve");
                yield words;
            }
            case LAUNCHER -> List.of(Launcher.find().toString(), "serve");
        };
    }

    private static Path built(String jar) {
        return Path.of(System.getProperty("jaunt.root", "."), jar).toAbsolutePath().normalize();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        switch (way) {
            case QUICK -> {
                environment.putAll(Environment.basicAnd(GitEnvironment.VARIABLES));
                environment.put("JAUNT_RUNNER_JAR", built("runner/target/jaunt.jar").toString());
            }
            case LAUNCHER -> {
                environment.putAll(Environment.basicAnd(List.of("JAUNT_JAVA_OPTS")));
                // Whoever started this has built.
                environment.put("JAUNT_NO_BUILD", "1");
                environment.put("JAVA_HOME", System.getProperty("java.home"));
            }
        }
        environment.put("JAUNT_DATA_DIR", data().toString());
        environment.putAll(settings);
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", Integer.toString(port));
        return environment;
    }

    /// The second line of its first start has the link that makes its administrator.
    private void awaitReady(Process begun, long start) throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8));
        boolean isFirst = firstLink == null;
        boolean isReady = false;
        for (String line; (line = output.readLine()) != null; ) {
            if (line.contains("is ready at ")) {
                isReady = true;
                secondsToReady = (System.nanoTime() - start) / 1e9;
            }
            if (isFirst && line.contains("administrator") && line.contains("http")) {
                firstLink = URI.create(line.substring(line.indexOf("http")).strip());
            }
            if (isReady && firstLink != null) {
                Thread.ofVirtual().start(() -> readOn(output));
                return;
            }
        }
        throw new IllegalStateException(
                "the server ended before it was ready; %s tells why:\n%s"
                        .formatted(log(), lastWords()));
    }

    /// So that it never waits for somebody to read what it prints.
    private static void readOn(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Nobody needs it.
            }
        } catch (IOException _) {
            // The server was ended.
        }
    }

    /// What its last start took until it answered.
    public synchronized double secondsToReady() {
        return secondsToReady;
    }

    /// The link that makes its administrator, once.
    public synchronized URI firstLink() {
        if (firstLink == null) {
            throw new IllegalStateException("it was never started");
        }
        return firstLink;
    }

    /// Says that somebody else's start, on the same database, made the administrator.
    public synchronized void hasAdministrator() {
        firstLink = address();
    }

    public Path log() {
        return folder.resolve("server.log");
    }

    public Path data() {
        return data(folder);
    }

    /// Where a server with that folder has its data.
    static Path data(Path folder) {
        return folder.resolve("data");
    }

    private String lastWords() throws IOException {
        String all = Files.readString(log(), StandardCharsets.UTF_8);
        return all.substring(Math.max(0, all.length() - 3_000));
    }

    /// What its operating system knows it by.
    ///
    /// @throws IllegalStateException when it does not run
    public synchronized ProcessHandle handle() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the server does not run");
        }
        return process.toHandle();
    }

    /// @throws IllegalStateException when it does not run
    public ProcessFigures figures() {
        return new ProcessFigures(handle());
    }

    /// As a power cut ends it: at once, and without a word. Its children notice by themselves.
    public synchronized void kill() {
        ProcessHandle handle = handle();
        handle.destroyForcibly();
        Patience.await("the end of a killed server", GONE, () -> !handle.isAlive());
    }

    /// Asks it to end, as a restart does.
    public synchronized void stop() {
        if (process != null) {
            process.destroy();
            ProcessTree.end(process.toHandle(), GRACE);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            ProcessTree.end(process.toHandle(), Duration.ZERO);
        }
    }
}
