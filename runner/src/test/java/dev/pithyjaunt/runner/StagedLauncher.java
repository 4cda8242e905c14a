package dev.pithyjaunt.runner;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A copy of the launcher on a made-up machine: a folder with its own home, its own places for
/// JDKs, and a `PATH` with the usual tools but no Java, Maven or git other than stand-ins.
final class StagedLauncher {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final List<String> TOOLS =
            List.of(
                    "awk",
                    "bash",
                    "cat",
                    "comm",
                    "env",
                    "find",
                    "flock",
                    "grep",
                    "head",
                    "id",
                    "mkdir",
                    "mkfifo",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sh",
                    "sleep",
                    "sort",
                    "stat");

    private final Path machine;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /// @param machine an empty folder, by its real path
    StagedLauncher(Path machine) throws IOException {
        this.machine = machine;
        environment.put("PATH", machine.resolve("bin").toString());
        environment.put("HOME", machine.resolve("home").toString());
        Files.createDirectories(machine.resolve("bin"));
        for (String tool : TOOLS) {
            linkTool(tool);
        }
        write("repository/pom.xml", "");
        for (String module : List.of("agent", "bench", "runner", "server", "testkit")) {
            write("repository/" + module + "/pom.xml", "");
            write("repository/" + module + "/src/main/java/A.java", "");
        }
        copyLauncher();
    }

    /// The real script, save that absolute places lie inside the folder.
    private void copyLauncher() throws IOException {
        String script = Files.readString(Path.of(System.getProperty("jaunt.root"), "jaunt"));
        for (String place : List.of("/usr/lib/jvm", "/opt", "/Library")) {
            script = script.replace('"' + place, '"' + machine.toString() + place);
        }
        program("repository/jaunt", script);
    }

    /// Not every system has every tool: macOS has no flock.
    private void linkTool(String name) throws IOException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path tool = Path.of(folder, name);
            if (Files.isExecutable(tool)) {
                program("bin/" + name, "#!/bin/sh\nexec %s \"$@\"\n".formatted(tool));
                return;
            }
        }
    }

    StagedLauncher set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path path(String path) {
        return machine.resolve(path);
    }

    Path write(String path, String text) throws IOException {
        Path file = path(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void program(String path, String text) throws IOException {
        write(path, text).toFile().setExecutable(true);
    }

    /// A JDK whose java prints where it lies, its folder and each argument in `<>`.
    Path jdk(String path, String version) throws IOException {
        program(path + "/bin/javac", "#!/bin/sh\n");
        return runtime(path, version);
    }

    /// The same without a compiler.
    Path runtime(String path, String version) throws IOException {
        write(path + "/release", "IMPLEMENTOR=\"Stand-in\"\nJAVA_VERSION=\"" + version + "\"\n");
        java(path, "echo \"$0 in $PWD\"; for word; do printf '<%s>' \"$word\"; done");
        return path(path);
    }

    void java(String jdk, String script) throws IOException {
        program(jdk + "/bin/java", "#!/bin/sh\n" + script + "\n");
    }

    /// git, and a Maven that notes its arguments and makes the programs.
    ///
    /// @param script what it does after that; its exit code is Maven's
    StagedLauncher maven(String script) throws IOException {
        program("bin/git", "#!/bin/sh\n");
        program("bin/chromium", "#!/bin/sh\n");
        program("bin/bwrap", "#!/bin/sh\n");
        program(
                "bin/mvn",
                """
                #!/bin/sh
                echo "$@" >>'%s'
                mkdir -p runner/target testkit/target server/target bench/target
                : >runner/target/jaunt.jar
                : >testkit/target/jaunt-testkit.jar
                : >server/target/jaunt-server.jar
                : >bench/target/jaunt-bench.jar
                %s
                """
                        .formatted(path("maven-calls"), script));
        return this;
    }

    /// The arguments of each call of Maven so far.
    List<String> mavenCalls() throws IOException {
        Path calls = path("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    Outcome start(String... arguments) {
        return startIn("repository", arguments);
    }

    /// @param folder the working directory
    Outcome startIn(String folder, String... arguments) {
        String launcher = path("repository/jaunt").toString();
        return run(folder, Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList());
    }

    /// Runs a script with job control, as a terminal's shell has it. Its `$1` is the launcher.
    Outcome shell(String script) throws IOException {
        write("driver", "set -m\n" + script);
        // Under a parent that ignores SIGINT a shell can't undo that: perl can.
        return run(
                "repository",
                List.of(
                        "/usr/bin/env",
                        "PATH=" + System.getenv("PATH"),
                        "perl",
                        "-e",
                        "$SIG{INT} = 'DEFAULT'; $ENV{PATH} = shift; exec @ARGV",
                        environment.get("PATH"),
                        path("bin/bash").toString(),
                        path("driver").toString(),
                        path("repository/jaunt").toString()));
    }

    private Outcome run(String folder, List<String> words) {
        Capture output = new Capture(100_000);
        Capture errors = new Capture(100_000);
        Ending ending = new Command(words, path(folder), environment).run(LIMIT, output, errors);
        int code = ending instanceof Ending.Exited(int exit) ? exit : -1;
        return new Outcome(code, shortened(output.text()), shortened(errors.text()));
    }

    /// The folder of the made-up machine is left out.
    private String shortened(String text) {
        return text.replace(machine.toString(), "");
    }

    /// @param code the exit code, or -1 when it had to be killed
    record Outcome(int code, String output, String errors) {}
}
