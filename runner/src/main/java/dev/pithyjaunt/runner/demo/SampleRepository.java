package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A small real repository, in Java and shell with tests of its own, and a bare remote beside it.
///
/// @param checkout a work tree whose `origin` is the remote
/// @param commit the one commit in it
/// @param task what the demo asks for
/// @param check the command that runs its tests
/// @param script what the scripted model does about the task
record SampleRepository(
        Path checkout, Path remote, String commit, String task, String check, String script) {

    private static final List<String> FILES =
            List.of(
                    "README.md",
                    "run-tests.sh",
                    "src/Customer.java",
                    "src/Invoice.java",
                    "src/Item.java",
                    "src/Money.java",
                    "test/InvoiceTest.java",
                    "tools/report.sh",
                    "tools/report_test.sh");

    /// Makes it in a folder.
    static SampleRepository create(Path folder) {
        Path checkout = folder.resolve("ledger");
        for (String file : FILES) {
            write(checkout.resolve(file), resource("sample/" + file));
        }
        git(checkout, "init", "--quiet", "--initial-branch=main", "--template=");
        git(checkout, "add", "--all");
        git(checkout, "commit", "--quiet", "--message", "Invoices and their report");
        Path remote = folder.resolve("ledger.git");
        git(checkout, "clone", "--quiet", "--bare", "--template=", ".", remote.toString());
        git(checkout, "remote", "add", "origin", remote.toString());
        return new SampleRepository(
                checkout,
                remote,
                git(checkout, "rev-parse", "HEAD"),
                resource("task.txt"),
                "sh run-tests.sh",
                resource("script.json"));
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(SampleRepository.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    private static String git(Path directory, String... words) {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_AUTHOR_NAME", "Ada");
        environment.put("GIT_AUTHOR_EMAIL", "ada@example.org");
        environment.put("GIT_COMMITTER_NAME", "Ada");
        environment.put("GIT_COMMITTER_EMAIL", "ada@example.org");
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Capture output = new Capture(4096);
        Tail errors = new Tail(4096);
        Ending ending =
                new Command(command, directory, environment)
                        .run(Duration.ofMinutes(1), output, errors);
        if (!ending.succeeded()) {
            throw new IllegalStateException(
                    "making the sample repository: %s: %s".formatted(command, errors.text()));
        }
        return output.text().strip();
    }
}
