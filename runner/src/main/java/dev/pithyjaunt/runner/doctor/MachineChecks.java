package dev.pithyjaunt.runner.doctor;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.sandbox.Sandbox;
import dev.pithyjaunt.runner.sandbox.SandboxMissingException;
import dev.pithyjaunt.runner.settings.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this machine has.
final class MachineChecks {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MIN_JAVA = 25;
    private static final long MIB = 1L << 20;
    private static final long SCARCE_MIB = 2_048;
    private static final long TOO_LITTLE_MIB = 200;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.\\d+)*");

    private final Settings settings;

    MachineChecks(Settings settings) {
        this.settings = settings;
    }

    List<Check> all() {
        return List.of(
                new Check("java", SHORT, () -> java(Runtime.version().feature())),
                new Check("git", SHORT, () -> git(version("git"))),
                new Check("gh", SHORT, () -> gh(version("gh"))),
                new Check("disk, state", SHORT, () -> disk(stateFolder())),
                new Check(
                        "disk, temporary",
                        SHORT,
                        () -> disk(Path.of(System.getProperty("java.io.tmpdir")))));
    }

    Check sandbox() {
        return new Check("sandbox", LONG, this::findSandbox);
    }

    static Finding java(int feature) {
        return feature >= MIN_JAVA
                ? Finding.ok("Java " + System.getProperty("java.version"))
                : Finding.fail("Java " + feature, "install a JDK 25");
    }

    /// @param version empty when there is none
    static Finding git(Optional<String> version) {
        if (version.isEmpty()) {
            return Finding.fail("no git on the PATH", "install git");
        }
        Matcher matcher = VERSION.matcher(version.get());
        if (!matcher.find()) {
            return Finding.warn("a version that can't be read: " + version.get(), "");
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return major > 2 || (major == 2 && minor >= 32)
                ? Finding.ok("git " + matcher.group())
                : Finding.fail("git " + matcher.group(), "install git 2.32 or newer");
    }

    /// @param version empty when there is none
    static Finding gh(Optional<String> version) {
        if (version.isEmpty()) {
            return Finding.warn(
                    "no gh on the PATH: pull requests are opened by GitHub's API, and secrets are set on the repository's page",
                    "install gh for secrets from the command line");
        }
        Matcher matcher = VERSION.matcher(version.get());
        return Finding.ok("gh " + (matcher.find() ? matcher.group() : "of an unknown version"));
    }

    private static Optional<String> version(String program) {
        Tail said = new Tail(1_000);
        try {
            Ending ending =
                    new Command(
                                    List.of(program, "--version"),
                                    Path.of(System.getProperty("java.io.tmpdir")),
                                    Environment.basic())
                            .run(SHORT, said, said);
            return ending.succeeded() ? Optional.of(said.text()) : Optional.empty();
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static Path stateFolder() {
        String state = System.getenv("XDG_STATE_HOME");
        return (state == null || state.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state))
                .resolve("pithy-jaunt");
    }

    private static Finding disk(Path folder) throws IOException {
        Path there = nearest(folder);
        return disk(folder, Files.getFileStore(there).getUsableSpace() / MIB);
    }

    static Finding disk(Path folder, long freeMib) {
        String found = "%,d MiB free for %s".formatted(freeMib, folder);
        if (freeMib < TOO_LITTLE_MIB) {
            return Finding.fail(found, "make room: a clone and its builds need some hundred MiB");
        }
        return freeMib < SCARCE_MIB
                ? Finding.warn(
                        found, "make room: two checkouts and what their builds write go there")
                : Finding.ok(found);
    }

    /// The folder itself, or the nearest one above it that is there.
    static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private Finding findSandbox() throws IOException {
        String word =
                settings.values()
                        .getOrDefault("JAUNT_SANDBOX", "sandbox")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return switch (word) {
            case "sandbox" -> opened(CheckMode.SANDBOX);
            case "job" -> opened(CheckMode.JOB);
            case "none" ->
                    Finding.warn(
                            "JAUNT_SANDBOX=none: checks run as you, without a sandbox",
                            "leave it unset where tasks or repositories of others come");
            case "off" -> Finding.skip("JAUNT_SANDBOX=off: no check is run");
            default ->
                    Finding.fail(
                            "JAUNT_SANDBOX is none of its words",
                            "set it to sandbox, job, none or off");
        };
    }

    private static Finding walls(Evidence.Isolation isolation) {
        String layers = "in force: " + String.join(", ", isolation.layers());
        return isolation.missing().isEmpty()
                ? Finding.ok(layers)
                : Finding.warn(
                        "%s; not: %s".formatted(layers, String.join(", ", isolation.missing())),
                        "docs/CHECKS.md says what each needs");
    }

    private static Finding opened(CheckMode mode) throws IOException {
        Path folder = Files.createTempDirectory("pithy-jaunt-doctor-");
        try (Sandbox sandbox =
                Sandbox.open(
                        mode, folder.resolve("trial"), List.of("sh"), folder.resolve("caches"))) {
            return walls(sandbox.isolation());
        } catch (SandboxMissingException e) {
            return Finding.fail(
                    String.valueOf(e.getMessage()),
                    "on Debian and Ubuntu: apt install bubblewrap; docs/CHECKS.md says what else it needs");
        } finally {
            ExecutionFolder.delete(folder);
        }
    }
}
