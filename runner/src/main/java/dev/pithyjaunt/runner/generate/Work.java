package dev.pithyjaunt.runner.generate;

import dev.pithyjaunt.agent.Agent;
import dev.pithyjaunt.agent.AgentListener;
import dev.pithyjaunt.agent.ModelCalls;
import dev.pithyjaunt.agent.Patience;
import dev.pithyjaunt.agent.Trial;
import dev.pithyjaunt.agent.budget.Budget;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.patch.PatchPrinter;
import dev.pithyjaunt.agent.policy.MalformedSettingsException;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.prompt.SystemPrompt;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.agent.tool.ToolLimits;
import dev.pithyjaunt.agent.tool.Toolbox;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.ExecutionRequest.Limits;
import dev.pithyjaunt.protocol.catalog.ModelFacts;
import dev.pithyjaunt.runner.context.Briefing;
import dev.pithyjaunt.runner.context.Instructions;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// A task made ready for models: the commit surveyed, the prompt written, all limits set. Who asks
/// models, who only estimates and who plays a recording again make it here, so that it is the same.
public final class Work {

    /// The share of a window that the first prompt may fill, in thirds: what is looked up needs
    /// room too.
    private static final int PROMPT_THIRDS = 2;

    private final Assignment assignment;
    private final Repository repository;
    private final Policy policy;
    private final Briefing briefing;
    private final SystemPrompt instructions;
    private final Prompt prompt;

    /// @param task as a person wrote it
    /// @param rounds how often objections of a trial may go back to the model
    /// @param models in the order in which they take over from one another
    /// @param systemPrompt instructions in place of the repository's and the standard ones; absent
    ///   for those
    /// @param scratch a folder that is not there yet, for git's index
    public record Assignment(
            String task,
            String baseCommit,
            Limits limits,
            int rounds,
            List<ModelFacts> models,
            @Nullable Path systemPrompt,
            Path scratch) {
        public Assignment {
            models = List.copyOf(models);
        }
    }

    /// Those whom an agent deals with, or who stand in for them in a replay.
    ///
    /// @param models in the order in which they take over from one another
    /// @param patience with them
    public record Counterparts(List<Model> models, Patience patience, Trial trial) {
        public Counterparts {
            models = List.copyOf(models);
        }
    }

    private Work(Assignment assignment, Repository repository, Policy policy, Briefing briefing) {
        this.assignment = assignment;
        this.repository = repository;
        this.policy = policy;
        this.briefing = briefing;
        ModelFacts first = assignment.models().getFirst();
        this.instructions = Instructions.of(assignment.systemPrompt(), policy, first.editForm());
        this.prompt = briefing.prompt(policy, instructions, first.name(), maxPromptTokens());
    }

    /// Surveys the commit and writes the prompt.
    ///
    /// @param repository that holds the commit
    /// @throws MalformedSettingsException when the commit's own settings can't be read
    /// @throws TaskTooLongException when task and instructions alone have more tokens than a prompt
    ///   may have
    public static Work prepare(Assignment assignment, Repository repository) {
        CommitTree base = repository.tree(assignment.baseCommit());
        Policy policy = Policy.of(base);
        return new Work(
                assignment, repository, policy, Briefing.of(assignment.task(), repository, base));
    }

    public Survey survey() {
        return briefing.ranking().survey();
    }

    public SystemPrompt instructions() {
        return instructions;
    }

    public Prompt prompt() {
        return prompt;
    }

    /// Tokens that the prompt may have: what is asked for, or less where a model that may be asked
    /// holds less.
    public int maxPromptTokens() {
        return Math.min(assignment.limits().promptTokens(), smallestWindow() * PROMPT_THIRDS / 3);
    }

    /// Prompt and what is looked up, in the smallest of the models.
    private int smallestWindow() {
        return assignment.models().stream()
                .mapToInt(model -> model.maxPromptTokens(assignment.limits().outputTokens()))
                .min()
                .orElseThrow();
    }

    /// How much may be looked up.
    public ToolLimits toolLimits() {
        return ToolLimits.within(smallestWindow() - prompt.tokens());
    }

    /// Calls of models, at most: all attempts of all rounds, and those that look things up.
    int maxCalls() {
        return assignment.limits().attempts() * (1 + assignment.rounds()) + toolLimits().rounds();
    }

    /// An agent for it.
    public Agent agent(
            Counterparts counterparts,
            AgentListener listener,
            InstantSource clock,
            Deadline deadline) {
        CommitTree base = policy.base();
        Toolbox toolbox =
                new Toolbox(
                        base,
                        briefing.ranking().files().stream().map(RankedFile::path).toList(),
                        toolLimits(),
                        deadline);
        return new Agent(
                new ModelCalls(
                        counterparts.models(),
                        new Budget(assignment.limits(), clock),
                        counterparts.patience()),
                policy,
                new PatchPrinter(repository.scratchIndex(base.commit(), assignment.scratch())),
                toolbox,
                new Agent.Rounds(
                        assignment.limits().attempts(), counterparts.trial(), assignment.rounds()),
                listener);
    }
}
