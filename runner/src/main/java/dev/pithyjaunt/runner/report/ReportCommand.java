package dev.pithyjaunt.runner.report;

import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.runner.event.FinalReport;
import dev.pithyjaunt.runner.event.PhaseEvents;
import dev.pithyjaunt.runner.event.Standing;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.settings.SettingsOptions;
import dev.pithyjaunt.runner.workflow.JobResults;
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
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Phase 4: say how the execution ended, from what the other phases left, whatever happened; writes result.json, and tells the server when there is one.")
public final class ReportCommand implements Callable<Integer> {

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "The execution's folder.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Option(names = "--cancelled", description = "The execution was cancelled.")
    private boolean cancelled;

    @Mixin private final SettingsOptions settingsOptions;

    @Mixin private final WorkflowOptions workflow = new WorkflowOptions();

    @Spec private CommandSpec spec;

    public ReportCommand(Interrupts interrupts) {
        this.settingsOptions = new SettingsOptions(interrupts);
    }

    @Override
    public Integer call() {
        try {
            Settings settings = settingsOptions.settings();
            return workflow.during(
                    "report",
                    folder,
                    settings.redactor(),
                    false,
                    execution -> report(execution, PhaseEvents.introduced(execution, settings)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /// A run that GitHub stops looks to its last job like one whose jobs ran into their limits.
    private boolean isCancelledThere(ExecutionFolder execution, Settings settings) {
        return workflow.isWorkflow()
                && execution.publication().isEmpty()
                && PhaseEvents.standing("report", execution, settings, Progress.onStandardError())
                        == Standing.CANCELLED;
    }

    private int report(ExecutionFolder execution, Settings settings) {
        JobResults jobs = workflow.results();
        boolean stopped = cancelled || jobs.cancelled() || isCancelledThere(execution, settings);
        ExecutionResult result = new Conclusion(execution, stopped, jobs).result();
        execution.write(result);
        workflow.summarize(settings.redactor().redact(RunSummary.of(execution, result)));
        FinalReport.send(execution, result, settings, Progress.onStandardError());
        System.out.println(json ? Json.line(result) : ResultText.of(execution, result));
        return result.outcome().exitCode();
    }
}
