package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.Agent;
import dev.pithyjaunt.agent.AgentEvent;
import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.Patience;
import dev.pithyjaunt.agent.Trial;
import dev.pithyjaunt.agent.budget.Estimate;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.provider.Models;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.agent.transcript.Transcript;
import dev.pithyjaunt.agent.transcript.TranscriptHead;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.sandbox.SandboxMissingException;
import dev.pithyjaunt.runner.settings.Settings;
import dev.pithyjaunt.runner.validate.Checks;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// One go of the phase: repository, survey, prompt, agent, report.
final class Generation {

    /// Whether this is a step of GitHub's workflow.
    private static final boolean IS_HOSTED = "true".equals(System.getenv("GITHUB_ACTIONS"));

    /// For what follows when the model has answered.
    private static final Duration MAX_AFTERWARDS = Duration.ofMinutes(2);

    private final ExecutionFolder folder;
    private final ExecutionRequest request;
    private final Settings settings;
    private final Redactor redactor;
    private final Progress progress;
    private final Interrupts interrupts;
    private final InstantSource clock = InstantSource.system();
    private final Deadline deadline;
    private final ReportWriter report;

    Generation(
            ExecutionFolder folder, Settings settings, Progress progress, Interrupts interrupts) {
        this.folder = folder;
        this.request = folder.request();
        this.settings = settings;
        this.redactor = settings.redactor();
        this.progress = progress;
        this.interrupts = interrupts;
        this.deadline = new Deadline(request.limits().deadline(), clock);
        this.report = new ReportWriter(folder, request, redactor, clock);
    }

    /// Writes the report whatever happens.
    Report run(@Nullable Path checkout, @Nullable Path systemPrompt) {
        List<ModelSettings> models;
        try {
            models = models();
        } catch (IllegalArgumentException e) {
            return fail(new ExecutionError(Category.MODEL_ERROR, String.valueOf(e.getMessage())));
        }
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            models.forEach(model ->
                    model.warning(today).ifPresent(text -> progress.warn("warning: " + text)));
            Repository repository = repository(checkout);
            Work work = prepare(models, repository, systemPrompt);
            Optional<CheckTrial> trial = trial(repository);
            if (trial.isEmpty()) {
                return work(models, work, Trial.NEVER_OBJECTS);
            }
            try (CheckTrial open = trial.get()) {
                return work(models, work, open);
            }
        } catch (SandboxMissingException e) {
            return fail(
                    new ExecutionError(Category.DISPATCH_ERROR, String.valueOf(e.getMessage())));
        } catch (MalformedSettingsException e) {
            return fail(new ExecutionError(Category.POLICY_VIOLATION, e.getMessage()));
        } catch (TaskTooLongException e) {
            return fail(new ExecutionError(Category.BUDGET_EXCEEDED, e.getMessage()));
        } catch (PatchFormatException e) {
            return fail(new ExecutionError(Category.PATCH_REJECTED, e.getMessage()));
        } catch (RuntimeException e) {
            return fail(new Failures(interrupts).explain(e, Category.FORGE_ERROR));
        }
    }

    /// What it would take.
    ///
    /// @throws IllegalArgumentException when the settings name no model
    EstimateResult estimate(@Nullable Path checkout, @Nullable Path systemPrompt) {
        List<ModelSettings> models = models();
        Work work = prepare(models, repository(checkout), systemPrompt);
        List<ModelFacts> facts = models.stream().map(ModelSettings::facts).toList();
        Estimate estimate =
                Estimate.of(
                        facts,
                        work.prompt().tokens(),
                        request.limits(),
                        work.maxCalls(),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new EstimateResult(
                facts.getFirst().provider(),
                facts.getFirst().name(),
                work.prompt().tokens(),
                work.prompt().shown().size(),
                estimate.expected(),
                estimate.worst());
    }

    private Work prepare(
            List<ModelSettings> models, Repository repository, @Nullable Path systemPrompt) {
        Work work =
                Work.prepare(
                        new Work.Assignment(
                                request.task().description(),
                                request.base().commit(),
                                request.limits(),
                                request.options().checking().rounds(),
                                models.stream().map(ModelSettings::facts).toList(),
                                systemPrompt,
                                folder.work("scratch")),
                        repository);
        report.instructed(work.instructions().instructions());
        report.shown(work.prompt().shown());
        progress.say(
                "surveyed %d files: %s"
                        .formatted(work.survey().files().size(), work.survey().languages()));
        progress.say(
                "prompt of about %,d tokens shows %s"
                        .formatted(work.prompt().tokens(), abridged(work.prompt().shown())));
        if (work.maxPromptTokens() < request.limits().promptTokens()) {
            progress.warn(
                    "warning: the prompt is held to %,d tokens, not %,d: a model that may be asked holds no more"
                            .formatted(work.maxPromptTokens(), request.limits().promptTokens()));
        }
        return work;
    }

    private Report fail(ExecutionError error) {
        progress.fail(redactor.redact(error.message()));
        return report.write(new AgentResult.Failed(error));
    }

    private List<ModelSettings> models() {
        return settings.models(
                        request.model().provider(),
                        request.model().name(),
                        Duration.ofSeconds(request.limits().modelCallSeconds()))
                .inOrder();
    }

    private Repository repository(@Nullable Path checkout) {
        String commit = request.base().commit();
        if (checkout != null) {
            return Repository.at(checkout, deadline);
        }
        progress.say(
                "fetching %s at %.10s".formatted(redactor.redact(request.repository()), commit));
        return Repository.fetched(
                RepositoryAddress.parse(request.repository(), deadline),
                commit,
                folder.work("source.git"),
                deadline);
    }

    private static String abridged(List<String> paths) {
        return paths.isEmpty()
                ? "no file"
                : String.join(", ", paths.subList(0, Math.min(5, paths.size())))
                        + (paths.size() > 5 ? " and %d more".formatted(paths.size() - 5) : "");
    }

    private Report work(List<ModelSettings> models, Work work, Trial trial) {
        Transcript transcript =
                new Transcript(folder.transcript(), head(models, work), redactor, clock);
        Agent agent =
                work.agent(
                        new Work.Counterparts(
                                models.stream().map(Models::of).toList(),
                                Patience.standard(),
                                trial),
                        event -> {
                            transcript.on(event);
                            tell(event);
                        },
                        clock,
                        modelDeadline());
        AgentResult result;
        try {
            result = agent.run(work.prompt(), modelDeadline());
        } finally {
            report.used(agent.attempts(), agent.usage(), agent.editCounts());
        }
        return report.write(new OwnSecrets(settings).keptOut(result));
    }

    /// What the checks are to run in, where that is a sandbox: it is built before anything is paid.
    /// On a machine that is thrown away there is none, and nothing of the repository may run beside
    /// the model's key.
    ///
    /// @throws SandboxMissingException when this machine can't do it
    private Optional<CheckTrial> trial(Repository repository) {
        if (request.options().checking().mode() != CheckMode.SANDBOX || IS_HOSTED) {
            return Optional.empty();
        }
        Checks checks =
                Checks.of(
                        new Checks.Work(
                                request,
                                repository,
                                repository.tree(request.base().commit()),
                                folder.work("trial"),
                                modelDeadline(),
                                progress,
                                redactor));
        progress.say(checks.inWords());
        return checks.areNone()
                ? Optional.empty()
                : Optional.of(new CheckTrial(checks.open(), progress));
    }

    private TranscriptHead head(List<ModelSettings> models, Work work) {
        return new TranscriptHead(
                request.executionId(),
                request.taskId(),
                request.base().commit(),
                request.task(),
                request.limits(),
                models.stream().map(ModelSettings::facts).toList(),
                work.instructions().instructions(),
                request.options().checking().rounds());
    }

    /// Before the execution's: a patch that is there when the time is over must still be checked
    /// and published. As a job of a workflow this phase has been given an end of its own.
    private Deadline modelDeadline() {
        if (IS_HOSTED) {
            return deadline;
        }
        Duration left = deadline.left();
        Duration quarter = left.dividedBy(4);
        return new Deadline(
                deadline.at()
                        .minus(quarter.compareTo(MAX_AFTERWARDS) < 0 ? quarter : MAX_AFTERWARDS),
                clock);
    }

    private void tell(AgentEvent event) {
        switch (event) {
            case AgentEvent.Asking(int attempt, String provider, String name) ->
                    progress.say("asking %s (%s), attempt %d".formatted(provider, name, attempt));
            case AgentEvent.Answered(_, _, Usage.Call call) ->
                    progress.say(
                            "answered in %.1f s, tokens %s"
                                    .formatted(call.seconds(), new Usage(List.of(call)).inWords()));
            case AgentEvent.Looked(String tool, String argument, String outcome) ->
                    progress.say(redactor.redact("%s %s: %s".formatted(tool, argument, outcome)));
            case AgentEvent.ToolsRefused(String reason) ->
                    progress.warn("asking again without tools: " + redactor.redact(reason));
            case AgentEvent.Rejected(_, String reason) ->
                    progress.warn("not usable: " + redactor.redact(reason));
            case AgentEvent.Retrying(String reason, Duration after) ->
                    progress.warn(
                            "asking again in %.1f s: %s"
                                    .formatted(after.toMillis() / 1000.0, redactor.redact(reason)));
            case AgentEvent.FellBack(String reason, String provider, String name) ->
                    progress.warn(
                            "%s (%s) takes over: %s"
                                    .formatted(provider, name, redactor.redact(reason)));
            case AgentEvent.Costly(long tokens) ->
                    progress.warn("warning: this execution has taken %,d tokens".formatted(tokens));
            case AgentEvent.PromptCut(long counted, int sent) ->
                    progress.warn(
                            "warning: the provider counted %,d tokens of a prompt of about %,d: it seems to have cut it"
                                    .formatted(counted, sent));
            case AgentEvent.Stopped(String reason) ->
                    progress.warn("not asked again: " + redactor.redact(reason));
            case AgentEvent.Trying(int round) ->
                    progress.say("running the checks on the patch, round %d".formatted(round));
            case AgentEvent.Objected(_, Objection objection) ->
                    progress.warn("checks newly fail: " + redactor.redact(objection.summary()));
            case AgentEvent.Said _, AgentEvent.CallFailed _, AgentEvent.Ended _ -> {}
        }
    }
}
