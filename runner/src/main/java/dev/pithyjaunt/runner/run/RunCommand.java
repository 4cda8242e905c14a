package dev.pithyjaunt.runner.run;

import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.execution.TaskSource;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Do a whole task on this machine, without a server: generate, validate, publish, report.",
            "The repository's own checkout is not touched: what is committed is the base, and the result is a new branch.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done: the branch is pushed (or would be, with --dry-run)",
            "1:failed: model, git, time or program; the message says which",
            "2:wrong usage, or settings are missing",
            "3:a person must look: checks newly fail or were not run to the end, edits fit nowhere or are not allowed, or protected files change",
            "4:the model asks something first",
            "5:the model found nothing to change",
            "130:cancelled"
        })
public final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "PATH|URL",
            description =
                    "The git repository. Of a local checkout, the committed state is the base, and the branch goes to its remote 'origin'; without one, into the repository itself.")
    private String repository = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private TaskSource task = new TaskSource();

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The base branch. Default: the one that the repository has checked out.")
    private @Nullable String branch;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "A new or empty folder for patch.diff, report.json, transcript.jsonl, evidence.json. Default: a new one below ~/.local/state/pithy-jaunt.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Stop before the push.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--system-prompt",
            paramLabel = "FILE",
            description =
                    "Instructions for the model in place of the repository's own and the standard ones.")
    private @Nullable Path systemPrompt;

    @Option(
            names = "--settings-from-stdin",
            description =
                    "Read settings from standard input, as {\"settings\": {NAME: VALUE}}, and none from the environment.")
    private boolean settingsFromStdin;

    @Option(
            names = "--estimate",
            description =
                    "Print what it is likely to take and what it can take at worst, and ask no model.")
    private boolean estimate;

    @Mixin private final CheckOptions checks = new CheckOptions();

    @Mixin private final LimitOptions limits = new LimitOptions();

    @Spec private CommandSpec spec;

    private final Interrupts interrupts;
    private final Progress progress = Progress.onStandardError();

    public RunCommand(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        try {
            Settings settings =
                    settingsFromStdin ? Settings.fromStandardInput() : Settings.ofThisProcess();
            ExecutionRequest request = request(settings);
            ExecutionFolder folder = ExecutionFolder.create(outFolder(request));
            folder.write(request);
            LocalExecution execution = new LocalExecution(folder, settings, progress);
            return estimate
                    ? execution.estimate(systemPrompt, json)
                    : execution.run(systemPrompt, json);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (GitException e) {
            if (interrupts.requestedAfterFailure()) {
                return 130;
            }
            spec.commandLine()
                    .getErr()
                    .println(
                            new Redactor(List.of())
                                    .redact(
                                            "jaunt run: %s: %s"
                                                    .formatted(repository, e.getMessage())));
            return 1;
        } catch (CancellationException e) {
            return 130;
        }
    }

    private ExecutionRequest request(Settings settings) {
        TaskText text = task.read();
        limits.check(settings);
        checks.checking(settings);
        if (systemPrompt != null
                && !(Files.isRegularFile(systemPrompt) && Files.isReadable(systemPrompt))) {
            throw new IllegalArgumentException(
                    "--system-prompt %s can't be read".formatted(systemPrompt));
        }
        settings.models(null, null, limits.modelTimeLimit());
        Deadline deadline = Deadline.in(limits.timeLimit(), InstantSource.system());
        RepositoryAddress source = RepositoryAddress.parse(repository, deadline);
        RepositoryAddress.Head head = source.head(Optional.ofNullable(branch), deadline);
        return new ExecutionRequest(
                Id.next(),
                Id.next(),
                1,
                null,
                source.location(),
                new ExecutionRequest.Base(head.branch().orElse(null), head.commit()),
                new ExecutionRequest.Task(text.title(), text.text()),
                new ExecutionRequest.ModelChoice(null, null),
                limits.limits(settings, deadline.at()),
                new ExecutionRequest.Options(
                        checks.checking(settings), pushTo(source, deadline), dryRun));
    }

    private String pushTo(RepositoryAddress source, Deadline deadline) {
        return switch (source) {
            case RepositoryAddress.Remote remote -> remote.url();
            case RepositoryAddress.Local local -> {
                if (local.hasUncommittedChanges(deadline)) {
                    progress.say(
                            "note: %s has uncommitted changes; they are not part of the base"
                                    .formatted(local.path()));
                }
                yield local.origin(deadline).orElse(local.location());
            }
        };
    }

    private Path outFolder(ExecutionRequest request) {
        if (out != null && !estimate) {
            return out;
        }
        String state = System.getenv("XDG_STATE_HOME");
        Path home =
                state == null || state.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state);
        return home.resolve("pithy-jaunt").resolve(request.executionId());
    }
}
