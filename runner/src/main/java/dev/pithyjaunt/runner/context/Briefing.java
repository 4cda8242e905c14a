package dev.pithyjaunt.runner.context;

import dev.pithyjaunt.agent.build.BuildSystem;
import dev.pithyjaunt.agent.build.BuildSystems;
import dev.pithyjaunt.agent.policy.Policy;
import dev.pithyjaunt.agent.prompt.Context;
import dev.pithyjaunt.agent.prompt.OutlineMap;
import dev.pithyjaunt.agent.prompt.Prompt;
import dev.pithyjaunt.agent.prompt.PromptBuilder;
import dev.pithyjaunt.agent.prompt.SystemPrompt;
import dev.pithyjaunt.agent.prompt.TaskTooLongException;
import dev.pithyjaunt.agent.prompt.TokenMeasure;
import dev.pithyjaunt.agent.ranking.Ranking;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.PastCommit;
import dev.pithyjaunt.git.Repository;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What is learned of a commit for a task. Who shows a prompt and who sends one make it here, so
/// that it is the same.
public record Briefing(
        String task, CommitTree base, Ranking ranking, List<BuildSystem> buildSystems) {

    public Briefing {
        buildSystems = List.copyOf(buildSystems);
    }

    /// Looks into the past while the files are looked through.
    ///
    /// @param repository that the commit is in
    public static Briefing of(String task, Repository repository, CommitTree base) {
        try (ExecutorService besides = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<PastCommit>> history = besides.submit(() -> history(repository, base));
            return new Briefing(
                    task, base, Ranking.of(task, base, () -> await(history)), buildSystems(base));
        }
    }

    /// Those of a commit; none where git lacks a manifest, which is no reason to stop.
    public static List<BuildSystem> buildSystems(CommitTree tree) {
        try {
            return BuildSystems.of(tree);
        } catch (GitException e) {
            return List.of();
        }
    }

    /// What there is of it: a shallow clone has little, and none is needed.
    private static List<PastCommit> history(Repository repository, CommitTree base) {
        try {
            return repository.history(base.commit(), Ranking.COMMITS);
        } catch (GitException e) {
            return List.of();
        }
    }

    private static List<PastCommit> await(Future<List<PastCommit>> history) {
        try {
            return history.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading the history", e.getCause());
        }
    }

    /// What the model is first told.
    ///
    /// @param policy of the same commit
    /// @throws TaskTooLongException when task and instructions alone have more tokens
    public Prompt prompt(Policy policy, SystemPrompt instructions, String model, int maxTokens) {
        Context context =
                new Context(
                        base,
                        ranking.survey(),
                        ranking.files(),
                        new OutlineMap(ranking),
                        CommandFacts.of(buildSystems),
                        policy.allowedPaths(),
                        policy.reviewedPaths());
        return new PromptBuilder(instructions.text(), TokenMeasure.of(model), maxTokens)
                .build(task, context);
    }
}
