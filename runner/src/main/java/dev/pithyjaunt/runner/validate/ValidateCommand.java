package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.SettingsOptions;
import dev.pithyjaunt.runner.workflow.WorkflowOptions;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Phase 2: run the checks that request.json names on the base commit and with patch.diff; writes evidence.json.")
public final class ValidateCommand implements Callable<Integer> {

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "The execution's folder, with request.json and patch.diff in it.")
    private Path folder = Path.of("");

    @Option(
            names = "--checkout",
            paramLabel = "DIR",
            description =
                    "A repository that holds the base commit; it is only read. Default: the one that generate fetched.")
    private @Nullable Path checkout;

    @Option(
            names = "--sandbox",
            paramLabel = "MODE",
            description =
                    "What stands between the checks and this machine: ${COMPLETION-CANDIDATES}. Default: as request.json says.")
    private @Nullable CheckMode sandbox;

    @Mixin private final SettingsOptions settingsOptions;

    @Mixin private final WorkflowOptions workflow = new WorkflowOptions();

    @Spec private CommandSpec spec;

    private final Interrupts interrupts;

    public ValidateCommand(Interrupts interrupts) {
        this.interrupts = interrupts;
        this.settingsOptions = new SettingsOptions(interrupts);
    }

    private int validate(ExecutionFolder execution) {
        Path repository = checkout == null ? execution.source() : checkout;
        if (!Files.isDirectory(repository)) {
            throw new IllegalArgumentException(
                    repository
                            + " is not there: name a repository that holds the base commit with --checkout");
        }
        Evidence evidence =
                new Validation(
                                execution,
                                request(execution.request()),
                                Progress.onStandardError(),
                                interrupts)
                        .run(repository, Kept.ofThisUser());
        return switch (evidence.verdict()) {
            case NOT_CHECKED, NO_NEW_FAILURE, NOT_COMPARABLE -> 0;
            case NEW_FAILURE -> 3;
            case INCOMPLETE ->
                    interrupts.requestedAfterFailure() ? 130 : spec.exitCodeOnExecutionException();
        };
    }

    private ExecutionRequest request(ExecutionRequest asked) {
        return sandbox == null ? asked : asked.withChecking(asked.options().checking().in(sandbox));
    }

    @Override
    public Integer call() {
        try {
            settingsOptions.takeNoSecret();
            return workflow.during(
                    "validate", folder, new Redactor(List.of()), true, this::validate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
