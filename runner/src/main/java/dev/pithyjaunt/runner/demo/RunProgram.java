package dev.pithyjaunt.runner.demo;

import dev.pithyjaunt.git.GitEnvironment;
import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.execution.ThisProgram;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `jaunt run` as a child, its progress shown as it comes.
final class RunProgram {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Map<String, String> options;
    private final Progress progress;

    RunProgram(Map<String, String> options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /// @param settings one JSON object, handed over its standard input
    /// @return its exit code
    int run(byte[] settings) {
        List<String> arguments = new ArrayList<>(List.of("run", "--json", "--settings-from-stdin"));
        options.forEach((name, value) -> arguments.addAll(List.of(name, value)));
        Map<String, String> environment =
                new LinkedHashMap<>(Environment.basicAnd(GitEnvironment.VARIABLES));
        // The sample's tests need a JDK, and this one is there.
        environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        Ending ending =
                new Command(ThisProgram.words(arguments), Path.of("").toAbsolutePath(), environment)
                        .run(
                                LIMIT,
                                GRACE,
                                settings,
                                new Capture(64 << 20),
                                Drain.lines(progress::say));
        return ending instanceof Ending.Exited(int code) ? code : 1;
    }
}
