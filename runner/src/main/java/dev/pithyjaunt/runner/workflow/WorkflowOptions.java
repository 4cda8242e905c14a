package dev.pithyjaunt.runner.workflow;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Lets a phase be a job of GitHub's workflow. Without `--workflow` it is started on the folder of
/// an execution that is there already.
public final class WorkflowOptions {

    @Option(
            names = "--workflow",
            description =
                    "This is a step of GitHub's workflow: the folder is made of the event that began the run, and the exit code goes to the step's outputs too.")
    private boolean workflow;

    @Option(
            names = "--handed",
            paramLabel = "DIR",
            description =
                    "With --workflow: what the jobs before handed over, in folders named generate, validate and publish.")
    private @Nullable Path handed;

    private final JobVariables variables = new JobVariables(System.getenv());

    public boolean isWorkflow() {
        return workflow;
    }

    /// Does a phase's work on the execution's folder, and tells the run what came of it.
    ///
    /// @param redactor takes secrets out of what is printed in a workflow
    /// @param silent whether a workflow's log gets nothing of what is printed
    /// @return the exit code
    /// @throws IllegalArgumentException when the folder can't be made or opened; without
    ///   `--workflow` also when the work throws it
    public int during(
            String phase,
            Path folder,
            Redactor redactor,
            boolean silent,
            ToIntFunction<ExecutionFolder> work) {
        if (!workflow) {
            return work.applyAsInt(ExecutionFolder.open(folder));
        }
        ExecutionFolder execution = ExecutionFolder.create(folder);
        int code;
        try (JobLog _ = JobLog.begin(execution.log(phase), redactor, silent)) {
            List<String> left =
                    handed == null ? List.of() : HandOver.take(handed.toAbsolutePath(), execution);
            left.forEach(System.err::println);
            code = codeOf(execution, work);
        }
        tell(execution, code);
        return code;
    }

    /// What can't be done as it is asked ends here: the jobs after this one learn of it by the log
    /// and the outputs.
    private int codeOf(ExecutionFolder execution, ToIntFunction<ExecutionFolder> work) {
        try {
            writeRequest(execution);
            return work.applyAsInt(execution);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    /// The one that generate used, where it is of this execution: it has the deadline of an
    /// execution that a person began.
    private void writeRequest(ExecutionFolder execution) {
        ExecutionRequest read = new WorkflowRequest(variables, InstantSource.system()).read();
        boolean isThere =
                execution
                        .findRequest()
                        .filter(there -> there.executionId().equals(read.executionId()))
                        .isPresent();
        if (!isThere || read.serverUrl() != null) {
            execution.write(read);
        }
    }

    private void tell(ExecutionFolder execution, int code) {
        boolean goesOn = code == 0 || code == 3;
        append(
                variables.output(),
                "code=%d\npatch=%s\nevidence=%s\n"
                        .formatted(
                                code,
                                goesOn && Files.isRegularFile(execution.patch()),
                                goesOn && Files.isRegularFile(execution.evidenceFile())));
    }

    /// Adds Markdown to the run's page on GitHub; does nothing elsewhere.
    public void summarize(String markdown) {
        if (workflow) {
            variables.summary().ifPresent(file -> append(file, markdown));
        }
    }

    /// How the jobs before ended; nothing outside of workflows.
    public JobResults results() {
        if (!workflow) {
            return JobResults.NONE;
        }
        Optional<String> cancelled = variables.input("CANCELLED");
        return JobResults.of(
                variables.input("JOBS").orElse(""), cancelled.equals(Optional.of("true")));
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(
                    file,
                    text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
