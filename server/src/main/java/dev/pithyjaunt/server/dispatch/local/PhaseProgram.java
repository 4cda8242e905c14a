package dev.pithyjaunt.server.dispatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.GitEnvironment;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.protocol.Json;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a phase is started as a child of the server: what it gets to know, and no more.
///
/// @param jar the built `jaunt`
/// @param model settings of the model, for generate alone
/// @param forge with what publish pushes and opens a pull request, for it alone; empty where git
///   knows the way by itself
/// @param secret what the execution's events are signed with
record PhaseProgram(
        Path jar,
        WorkFolder folder,
        Map<String, String> model,
        Map<String, String> forge,
        String secret) {

    /// How long a phase that is asked to end may take to stop its own children and to write its
    /// file.
    private static final Duration GRACE = Duration.ofSeconds(5);

    PhaseProgram {
        model = Map.copyOf(model);
        forge = Map.copyOf(forge);
    }

    /// The phases of an execution, in order.
    enum Phase {
        /// Asks the model, and runs code of the repository in a sandbox; knows the model's key.
        GENERATE,
        /// Runs code of the repository; knows no secret.
        VALIDATE,
        /// Pushes the branch.
        PUBLISH,
        /// Tells the end.
        REPORT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Runs a phase to its end; what it says on standard error goes to its log.
    ///
    /// @throws java.util.concurrent.CancellationException when interrupted; it has ended then
    Ending run(Phase phase, List<String> options, Duration limit) {
        Command command = new Command(words(phase, options), folder.path(), environment(phase));
        byte[] line = (Json.line(new Handed(settings(phase))) + "\n").getBytes(UTF_8);
        try (PrintWriter log =
                new PrintWriter(
                        Files.newBufferedWriter(
                                folder.log(phase.word()),
                                UTF_8,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND),
                        true)) {
            Ending ending =
                    command.runWhileHere(limit, GRACE, line, Drain.NONE, Drain.lines(log::println));
            if (ending instanceof Ending.TimedOut(Duration time)) {
                log.println("%s was ended after %d s".formatted(phase.word(), time.toSeconds()));
            }
            return ending;
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder.log(phase.word()), e);
        }
    }

    List<String> words(Phase phase, List<String> options) {
        List<String> words = JavaProgram.words(jar);
        words.add(phase.word());
        words.addAll(List.of("--folder", folder.path().toString(), "--end-with-stdin"));
        words.addAll(options);
        return words;
    }

    /// The phases that run checks get what build tools need.
    static Map<String, String> environment(Phase phase) {
        return switch (phase) {
            case GENERATE -> {
                Map<String, String> all = tools();
                all.putAll(Environment.basicAnd(GitEnvironment.VARIABLES));
                yield all;
            }
            case VALIDATE -> tools();
            case PUBLISH -> Environment.basicAnd(GitEnvironment.VARIABLES);
            case REPORT -> Environment.basic();
        };
    }

    private static Map<String, String> tools() {
        Map<String, String> tools = Environment.basicAnd(Environment.TOOLS);
        tools.put("JAVA_HOME", System.getProperty("java.home"));
        return tools;
    }

    Map<String, String> settings(Phase phase) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (phase == Phase.GENERATE) {
            settings.putAll(model);
        }
        if (phase == Phase.PUBLISH) {
            settings.putAll(forge);
        }
        if (phase != Phase.VALIDATE) {
            settings.put("PITHY_JAUNT_EVENT_SECRET", secret);
        }
        return settings;
    }

    /// Tells no secret.
    @Override
    public String toString() {
        return "PhaseProgram[%s, %s]".formatted(jar, folder.path());
    }

    /// The form on a child's standard input: `{"settings": {"NAME": "value"}}`.
    private record Handed(Map<String, String> settings) {}
}
