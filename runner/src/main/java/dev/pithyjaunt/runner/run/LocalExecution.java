package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.git.GitEnvironment;
import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// Starts the phases one after the other, each a program of its own, and prints what report says.
/// Which phases run follows from the files that those before left, as it does everywhere else.
final class LocalExecution {

    private static final int MAX_RESULT_BYTES = 64 << 20;

    /// A phase ends by itself at the deadline; this much later it is ended.
    private static final Duration OVERTIME = Duration.ofSeconds(10);

    /// It fetches, and runs checks as validate does.
    private static final List<String> FOR_GENERATE =
            Stream.concat(GitEnvironment.VARIABLES.stream(), Environment.TOOLS.stream()).toList();

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Settings settings;
    private final Progress progress;
    private final Deadline deadline;

    LocalExecution(ExecutionFolder folder, Settings settings, Progress progress) {
        this.folder = folder;
        this.request = folder.request();
        this.settings = settings;
        this.progress = progress;
        this.deadline = new Deadline(request.limits().deadline(), InstantSource.system());
    }

    /// @return the exit code of the outcome
    int run(@Nullable Path systemPrompt, boolean json) {
        boolean cancelled = false;
        try {
            runPhases(systemPrompt);
        } catch (CancellationException e) {
            cancelled = true;
        }
        try {
            return report(json, cancelled);
        } finally {
            folder.deleteWork();
        }
    }

    /// Prints what it would take, and leaves nothing behind.
    ///
    /// @return the exit code of generate
    int estimate(@Nullable Path systemPrompt, boolean json) {
        List<String> options = generateOptions(systemPrompt);
        options.add("--estimate");
        if (json) {
            options.add("--json");
        }
        Capture output = new Capture(MAX_RESULT_BYTES);
        try {
            int code =
                    new PhaseProgram("generate", folder, FOR_GENERATE)
                            .run(
                                    options,
                                    deadline.left(),
                                    settings.forGenerate(),
                                    output,
                                    progress::say);
            System.out.print(output.text());
            System.out.flush();
            return code;
        } finally {
            ExecutionFolder.delete(folder.path());
        }
    }

    /// The phase works in another folder than the person who named a file.
    private static List<String> generateOptions(@Nullable Path systemPrompt) {
        List<String> options = new ArrayList<>(List.of("--settings-from-stdin"));
        if (systemPrompt != null) {
            options.addAll(List.of("--system-prompt", systemPrompt.toAbsolutePath().toString()));
        }
        return options;
    }

    private void runPhases(@Nullable Path systemPrompt) {
        start("generate", generateOptions(systemPrompt), FOR_GENERATE, settings.forGenerate());
        if (folder.report().isEmpty() || !Files.exists(folder.patch())) {
            return;
        }
        start("validate", List.of(), Environment.TOOLS, new byte[0]);
        boolean checked =
                folder.evidence()
                        .filter(evidence -> evidence.verdict() != Evidence.Verdict.INCOMPLETE)
                        .isPresent();
        boolean wanted = !request.options().dryRun();
        if (checked && wanted) {
            start(
                    "publish",
                    List.of("--settings-from-stdin"),
                    GitEnvironment.VARIABLES,
                    settings.forPublish());
        }
    }

    private void start(String phase, List<String> options, List<String> environment, byte[] input) {
        progress.heading(phase);
        new PhaseProgram(phase, folder, environment)
                .run(
                        options,
                        deadline.left().plus(OVERTIME),
                        input,
                        Drain.NONE,
                        line -> progress.relay(phase, line));
    }

    private int report(boolean json, boolean cancelled) {
        List<String> options = new ArrayList<>();
        if (json) {
            options.add("--json");
        }
        if (cancelled) {
            options.add("--cancelled");
        }
        Capture output = new Capture(MAX_RESULT_BYTES);
        int code =
                new PhaseProgram("report", folder, List.of())
                        .run(options, OVERTIME, new byte[0], output, progress::say);
        System.out.print(output.text());
        System.out.flush();
        return code;
    }
}
