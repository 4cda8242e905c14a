package dev.pithyjaunt.agent.ranking;

import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.agent.survey.SurveyedFile;
import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.PastCommit;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The files of a commit by how much they have to do with a task.
///
/// @param survey of the same commit: one look at the contents serves both
/// @param files that something speaks for, best first; the best 2,000 where there are more
/// @param definitions of those of them that were read closely, by path
public record Ranking(
        Survey survey, List<RankedFile> files, Map<String, List<Definition>> definitions) {

    /// As much of the past as is worth asking git for.
    public static final int COMMITS = 1500;

    public Ranking {
        files = List.copyOf(files);
        definitions = Map.copyOf(definitions);
    }

    /// Surveys a commit and ranks its texts.
    ///
    /// @param history of that commit, newest first: what there is of it, up to [#COMMITS]
    public static Ranking of(String task, FileTree tree, List<PastCommit> history) {
        return of(task, tree, () -> history, _ -> true);
    }

    /// As [#of(String, FileTree, List)], with a history that is asked for when all files were
    /// looked through.
    public static Ranking of(String task, FileTree tree, Supplier<List<PastCommit>> history) {
        return of(task, tree, history, _ -> true);
    }

    /// Surveys a commit and ranks some of its texts.
    public static Ranking of(
            String task,
            FileTree tree,
            List<PastCommit> history,
            Predicate<SurveyedFile> candidates) {
        return of(task, tree, () -> history, candidates);
    }

    private static Ranking of(
            String task,
            FileTree tree,
            Supplier<List<PastCommit>> history,
            Predicate<SurveyedFile> candidates) {
        Ranker ranker = new Ranker(task, tree);
        Survey survey = Survey.of(tree, ranker);
        return ranker.rank(survey, history.get(), candidates);
    }
}
