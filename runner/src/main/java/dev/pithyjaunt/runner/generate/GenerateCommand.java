package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.runner.event.PhaseEvents;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.settings.SettingsOptions;
import dev.pithyjaunt.runner.workflow.WorkflowOptions;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Phase 1: ask the model for the change that request.json describes; writes patch.diff, report.json and transcript.jsonl.")
public final class GenerateCommand implements Callable<Integer> {

    private static final int CANCELLED = 130;

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "The execution's folder, with request.json in it.")
    private Path folder = Path.of("");

    @Option(
            names = "--checkout",
            paramLabel = "DIR",
            description =
                    "A repository that holds the base commit; it is only read. Default: the request's repository is fetched.")
    private @Nullable Path checkout;

    @Option(
            names = "--system-prompt",
            paramLabel = "FILE",
            description =
                    "Instructions for the model in place of the repository's own and the standard ones.")
    private @Nullable Path systemPrompt;

    @Option(
            names = "--estimate",
            description =
                    "Print what it is likely to take and what it can take at worst, and ask no model. No file is written.")
    private boolean estimate;

    @Option(names = "--json", description = "Print the estimate as one JSON object.")
    private boolean json;

    @Mixin private final SettingsOptions settingsOptions;

    @Mixin private final WorkflowOptions workflow = new WorkflowOptions();

    @Spec private CommandSpec spec;

    private final Interrupts interrupts;

    public GenerateCommand(Interrupts interrupts) {
        this.interrupts = interrupts;
        this.settingsOptions = new SettingsOptions(interrupts);
    }

    @Override
    public Integer call() {
        try {
            Settings settings = settingsOptions.settings();
            if (estimate) {
                return estimate(ExecutionFolder.open(folder), settings);
            }
            HeadStart.begin();
            return workflow.during(
                    "generate",
                    folder,
                    settings.redactor(),
                    false,
                    execution -> generate(execution, settings));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int generate(ExecutionFolder execution, Settings given) {
        Settings settings = PhaseEvents.introduced(execution, given);
        if (workflow.isWorkflow()) {
            PhaseEvents.requireSecret(execution.request(), settings);
            if (!isWanted(execution, settings)) {
                return CANCELLED;
            }
        }
        Report report =
                PhaseEvents.during(
                        "generate",
                        execution,
                        settings,
                        interrupts,
                        progress ->
                                new Generation(execution, settings, progress, interrupts)
                                        .run(checkout, systemPrompt));
        return report.outcome().exitCode();
    }

    /// Before anything is paid: GitHub may begin a run twice, or somebody one that is long over.
    private static boolean isWanted(ExecutionFolder execution, Settings settings) {
        Progress progress = Progress.onStandardError();
        return switch (PhaseEvents.standing("generate", execution, settings, progress)) {
            case CURRENT, UNKNOWN -> true;
            case CANCELLED -> {
                progress.fail("it was cancelled before the model was asked");
                yield false;
            }
            case OVER -> {
                progress.fail("for the server this execution is over: the model is not asked");
                yield false;
            }
        };
    }

    private int estimate(ExecutionFolder execution, Settings settings) {
        Progress progress = Progress.onStandardError();
        try {
            EstimateResult result =
                    new Generation(execution, settings, progress, interrupts)
                            .estimate(checkout, systemPrompt);
            spec.commandLine().getOut().print(json ? Json.pretty(result) + "\n" : result.inWords());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (GitException | MalformedSettingsException | TaskTooLongException e) {
            progress.fail(settings.redactor().redact(String.valueOf(e.getMessage())));
            return 1;
        } finally {
            execution.deleteWork();
        }
    }
}
