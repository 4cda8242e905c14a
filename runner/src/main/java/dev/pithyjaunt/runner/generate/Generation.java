package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.Agent;
import dev.pithyjaunt.agent.AgentEvent;
import dev.pithyjaunt.agent.AgentListener;
import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.Transcript;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.provider.Models;
import dev.pithyjaunt.agent.patch.PatchFormatException;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.agent.tool.ToolLimits;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.RepositoryAddress;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.runner.context.Briefing;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Failures;
import dev.pithyjaunt.runner.execution.Interrupts;
import dev.pithyjaunt.runner.execution.Progress;
import dev.pithyjaunt.runner.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.InstantSource;
import java.util.List;

/// One go of the phase: repository, survey, prompt, agent, report.
final class Generation {

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
        ModelSettings model;
        try {
            model = model();
        } catch (IllegalArgumentException e) {
            return fail(new ExecutionError(Category.MODEL_ERROR, String.valueOf(e.getMessage())));
        }
        try {
            model.warning(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)).ifPresent(warning -> progress.warn("warning: " + warning));
            Repository repository = repository(checkout);
            CommitTree base = repository.tree(request.base().commit());
            Policy policy = Policy.of(base);
            Briefing briefing = Briefing.of(request.task().description(), repository, base);
            Survey survey = briefing.ranking().survey();
            progress.say(
                    "surveyed %d files: %s".formatted(survey.files().size(), survey.languages()));
            Prompt prompt = prompt(briefing, policy, model, systemPrompt);
            Toolbox toolbox =
                    new Toolbox(
                            base,
                            briefing.ranking().files().stream().map(RankedFile::path).toList(),
                            ToolLimits.STANDARD,
                            deadline);
            return work(Models.of(model), repository, policy, toolbox, prompt);
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

    private Report fail(ExecutionError error) {
        progress.fail(redactor.redact(error.message()));
        return report.write(new AgentResult.Failed(error));
    }

    private ModelSettings model() {
        return settings.models(
                request.model().provider(),
                request.model().name(),
                Duration.ofSeconds(request.limits().modelCallSeconds()))
                .first();
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

    private Prompt prompt(
            Briefing briefing, Policy policy, ModelSettings model, @Nullable Path systemPrompt) {
        Prompt prompt =
                briefing.prompt(
                        policy,
                        Briefing.instructions(systemPrompt),
                        model.name(),
                        request.limits().promptTokens());
        report.shown(prompt.shown());
        progress.say(
                "prompt of about %,d tokens shows %s"
                        .formatted(prompt.tokens(), abridged(prompt.shown())));
        return prompt;
    }

    private static String abridged(List<String> paths) {
        return paths.isEmpty()
                ? "no file"
                : String.join(", ", paths.subList(0, Math.min(5, paths.size())))
                        + (paths.size() > 5 ? " and %d more".formatted(paths.size() - 5) : "");
    }

    private Report work(
            Model model, Repository repository, Policy policy, Toolbox toolbox, Prompt prompt) {
        CommitTree base = policy.base();
        Transcript transcript = new Transcript(folder.transcript(), redactor, clock);
        AgentListener listener =
                event -> {
                    transcript.on(event);
                    tell(event);
                };
        Agent agent =
                new Agent(
                        model,
                        policy,
                        new PatchPrinter(
                                repository.scratchIndex(base.commit(), folder.work("scratch"))),
                        toolbox,
                        request.limits().attempts(),
                        listener);
        AgentResult result;
        try {
            result = agent.run(prompt, deadline);
        } finally {
            report.used(agent.attempts(), agent.usage());
        }
        return report.write(result);
    }

    private void tell(AgentEvent event) {
        switch (event) {
            case AgentEvent.Asking(int attempt, String provider, String name) ->
                    progress.say("asking %s (%s), attempt %d".formatted(provider, name, attempt));
            case AgentEvent.Answered(_, Usage.Call call) ->
                    progress.say(
                            "answered in %.1f s, tokens %s"
                                    .formatted(call.seconds(), new Usage(List.of(call)).inWords()));
            case AgentEvent.Looked(String tool, String argument, String outcome) ->
                    progress.say(redactor.redact("%s %s: %s".formatted(tool, argument, outcome)));
            case AgentEvent.ToolsRefused(String reason) ->
                    progress.warn("asking again without tools: " + redactor.redact(reason));
            case AgentEvent.Rejected(_, String reason) ->
                    progress.warn("not usable: " + redactor.redact(reason));
            case AgentEvent.Said _ -> {}
        }
    }
}
