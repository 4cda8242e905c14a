package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.runner.event.PhaseEvents;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.settings.SettingsOptions;
import dev.pithyjaunt.runner.workflow.WorkflowOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Phase 3: commit patch.diff on the base commit, push the branch pj/TASK and, on GitHub with GITHUB_TOKEN set, open its pull request; writes publication.json.",
            "Can be repeated: what is there already is found, and the model is not asked again."
        })
public final class PublishCommand implements Callable<Integer> {

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description =
                    "The execution's folder, with request.json, report.json and patch.diff in it.")
    private Path folder = Path.of("");

    @Mixin private final SettingsOptions settingsOptions;

    @Mixin private final WorkflowOptions workflow = new WorkflowOptions();

    @Spec private CommandSpec spec;

    private final Interrupts interrupts;

    public PublishCommand(Interrupts interrupts) {
        this.interrupts = interrupts;
        this.settingsOptions = new SettingsOptions(interrupts);
    }

    @Override
    public Integer call() {
        try {
            Settings settings = settingsOptions.settings();
            return workflow.during(
                    "publish",
                    folder,
                    settings.redactor(),
                    false,
                    execution -> publish(execution, PhaseEvents.introduced(execution, settings)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int publish(ExecutionFolder execution, Settings settings) {
        if (workflow.isWorkflow()) {
            if (execution.request().options().dryRun()) {
                return 0;
            }
            PhaseEvents.requireSecret(execution.request(), settings);
        }
        Publication publication =
                PhaseEvents.during(
                        "publish",
                        execution,
                        settings,
                        interrupts,
                        progress ->
                                new Publishing(
                                                execution,
                                                settings,
                                                () ->
                                                        PhaseEvents.standing(
                                                                "publish", execution, settings,
                                                                progress),
                                                progress,
                                                interrupts)
                                        .run());
        ExecutionError error = publication.error();
        return error == null ? 0 : Failures.outcome(error).exitCode();
    }
}
