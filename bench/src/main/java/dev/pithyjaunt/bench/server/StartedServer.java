package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.bench.program.Launcher;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.ProcessTree;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The built server, started by the launcher as a person does it, until it is closed.
///
/// @param secondsToReady from its start until it answers
/// @param link signs its administrator in, once
record StartedServer(Process process, URI address, URI link, double secondsToReady)
        implements AutoCloseable {

    /// Of the events that runners sign.
    static final String MASTER_SECRET = "what only the benchmark and its server know";

    private static final Pattern MEMORY = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final int TICKS_A_SECOND = 100;

    /// @param folder for its data, and its log
    static StartedServer start(Path folder, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(Launcher.find().toString(), "serve");
        Map<String, String> environment = builder.environment();
        String options = environment.getOrDefault("JAUNT_JAVA_OPTS", "");
        environment.clear();
        environment.putAll(Environment.basic());
        environment.put("JAUNT_JAVA_OPTS", options);
        // Whoever started this has built.
        environment.put("JAUNT_NO_BUILD", "1");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", "0");
        environment.put("JAUNT_DATA_DIR", folder.resolve("server").toString());
        environment.put("GITHUB_WEBHOOK_SECRET", MASTER_SECRET);
        // All events are of one repository's executions.
        environment.put("JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND", "0");
        environment.putAll(settings);
        builder.directory(folder.toFile());
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()));
        long start = System.nanoTime();
        try {
            Process process = builder.start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            URI address = address(output, "is ready at ", folder);
            double seconds = (System.nanoTime() - start) / 1e9;
            URI link =
                    Files.exists(folder.resolve("signed-in"))
                            ? address
                            : address(output, "administrator", folder);
            Files.writeString(folder.resolve("signed-in"), "");
            Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
            return new StartedServer(process, address, link, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the server", e);
        }
    }

    private static URI address(BufferedReader output, String text, Path folder) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text) && line.contains("http")) {
                return URI.create(line.substring(line.indexOf("http")).strip());
            }
        }
        throw new IOException("it ended before it was ready; " + folder + "/server.log tells why");
    }

    /// What it holds in memory, in 10⁶ bytes; 0 where the system doesn't tell.
    double megabytes() {
        return status(MEMORY);
    }

    double peakMegabytes() {
        return status(PEAK);
    }

    private double status(Pattern line) {
        Matcher found = line.matcher(proc("status"));
        return found.find() ? Long.parseLong(found.group(1)) * 1024 / 1e6 : 0;
    }

    /// The processor time that it took so far; 0 where the system doesn't tell.
    double cpuSeconds() {
        String stat = proc("stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // After the name in parentheses, which may hold spaces: state is the first, then 11 and 12.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_A_SECOND;
    }

    private String proc(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException _) {
            return "";
        }
    }

    /// Its children that are there.
    List<String> children() {
        List<String> children = new ArrayList<>();
        process.descendants().forEach(child -> children.add(child.info().command().orElse("?")));
        return children;
    }

    @Override
    public void close() {
        ProcessTree.end(process.toHandle(), Duration.ofSeconds(20));
    }
}
