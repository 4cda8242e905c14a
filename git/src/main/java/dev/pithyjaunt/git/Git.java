package dev.pithyjaunt.git;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the git program in one folder, in one of two ways: [#local] with no configuration but the
/// repository's own and no hook, filter or prompt, and [#remote] with the person's own credentials,
/// for the commands that talk to another repository.
final class Git {

    private static final int MAX_OUTPUT_BYTES = 256 << 20;
    private static final int MAX_ERROR_BYTES = 4096;

    /// What a repository's own configuration must not decide: programs to run, and the form of
    /// diffs. A server does not decide whom else git asks, and shows a token.
    private static final List<String> FIXED =
            List.of(
                    "-c", "core.hooksPath=/dev/null",
                    "-c", "core.fsmonitor=false",
                    "-c", "core.quotePath=true",
                    "-c", "diff.noprefix=false",
                    "-c", "diff.mnemonicPrefix=false",
                    "-c", "diff.external=",
                    "-c", "diff.suppressBlankEmpty=false",
                    "-c", "apply.whitespace=nowarn",
                    "-c", "apply.ignoreWhitespace=no",
                    "-c", "gc.auto=0",
                    "-c", "maintenance.auto=false",
                    "-c", "protocol.ext.allow=never",
                    "-c", "http.followRedirects=false",
                    "-c", "advice.detachedHead=false");

    private final Path directory;
    private final Deadline deadline;
    private final Map<String, String> environment;

    private Git(Path directory, Deadline deadline, Map<String, String> environment) {
        this.directory = directory;
        this.deadline = deadline;
        this.environment = environment;
    }

    static Git local(Path directory, Deadline deadline) {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_ATTR_NOSYSTEM", "1");
        return new Git(directory, deadline, common(environment));
    }

    static Git remote(Path directory, Deadline deadline) {
        Map<String, String> environment =
                new LinkedHashMap<>(Environment.basicAnd(GitEnvironment.VARIABLES));
        environment.putIfAbsent("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        return new Git(directory, deadline, common(environment));
    }

    private static Map<String, String> common(Map<String, String> environment) {
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_NO_LAZY_FETCH", "1");
        environment.put("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh");
        return environment;
    }

    /// The same with more variables.
    Git with(Map<String, String> more) {
        Map<String, String> environment = new LinkedHashMap<>(this.environment);
        environment.putAll(more);
        return new Git(directory, deadline, environment);
    }

    /// Runs it and returns what it printed, without the last line end.
    ///
    /// @throws GitException when it fails
    String run(String... words) {
        return new String(run(new byte[0], words), StandardCharsets.UTF_8).replaceFirst("\n$", "");
    }

    /// Runs it with an input and returns the bytes that it printed.
    ///
    /// @throws GitException when it fails, or prints more than 256 MiB
    byte[] run(byte[] input, String... words) {
        Capture output = new Capture(MAX_OUTPUT_BYTES);
        drain(input, output, words);
        if (output.overflowed()) {
            throw new GitException(List.of(words), directory, 0, "it printed over 256 MiB");
        }
        return output.bytes();
    }

    /// Runs it with an input and hands what it prints to the drain.
    ///
    /// @throws GitException when it fails
    void drain(byte[] input, Drain output, String... words) {
        Tail errors = new Tail(MAX_ERROR_BYTES);
        switch (command(words).run(deadline.left(), input, output, errors)) {
            case Ending.Exited(int code) when code == 0 -> {}
            case Ending.Exited(int code) ->
                    throw new GitException(List.of(words), directory, code, errors.text());
            case Ending.TimedOut(_) ->
                    throw new GitException(
                            List.of(words), directory, -1, "stopped at the time limit");
        }
    }

    /// Runs it and hands what it prints to the drain, for at most the given time.
    ///
    /// @throws GitException when it fails with another code than 0 or 1, which with some commands
    ///   says that they found nothing
    Ending search(Duration limit, Drain output, String... words) {
        Duration time = deadline.atMost(limit);
        if (!time.isPositive()) {
            return new Ending.TimedOut(time);
        }
        Tail errors = new Tail(MAX_ERROR_BYTES);
        Ending ending = command(words).run(time, output, errors);
        if (ending instanceof Ending.Exited(int code) && code > 1) {
            throw new GitException(List.of(words), directory, code, errors.text());
        }
        return ending;
    }

    /// Whether it succeeds; what it prints is not kept.
    boolean succeeds(String... words) {
        return command(words).run(deadline.left(), Drain.NONE, Drain.NONE).succeeded();
    }

    private Command command(String... words) {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(FIXED);
        all.addAll(List.of(words));
        return new Command(all, directory, environment);
    }
}
