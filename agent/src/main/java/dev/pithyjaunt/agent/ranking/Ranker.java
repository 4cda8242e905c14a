package dev.pithyjaunt.agent.ranking;

import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.agent.survey.SurveyedFile;
import dev.pithyjaunt.agent.survey.TextReader;
import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.PastCommit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Counts a task's words while a survey looks through the files, and then ranks them: all by what
/// can be counted at a glance, and the best of these by a closer look.
final class Ranker implements TextReader {

    /// Of a file; what is behind them is data mostly.
    private static final int MAX_BYTES = 1 << 19;

    private final FileTree tree;
    private final Query query;
    private final WordCounter counter;

    /// By file of the survey; null where it is no text.
    private final int[] @Nullable [] counts;

    Ranker(String task, FileTree tree) {
        this.tree = tree;
        query = Query.of(task);
        counter = counter(query);
        counts = new int[tree.files().size()][];
    }

    /// Counts the words, then the names.
    private static WordCounter counter(Query query) {
        Map<String, Integer> words = new HashMap<>();
        Map<String, Integer> names = new HashMap<>();
        query.words().forEach(word -> words.put(word, words.size()));
        query.names().forEach(name -> names.put(name, words.size() + names.size()));
        return new WordCounter(words, names, words.size() + names.size());
    }

    @Override
    public void read(int index, byte[] buffer, int length) {
        counts[index] = counter.count(buffer, 0, Math.min(length, MAX_BYTES));
    }

    Ranking rank(Survey survey, List<PastCommit> history, Predicate<SurveyedFile> filter) {
        Candidates candidates = candidates(survey, filter);
        ContentSignals.add(candidates, query);
        PathSignals.add(candidates, query);
        HistorySignals.add(candidates, query, counter, history);
        Map<String, List<Definition>> definitions =
                CloseReading.add(candidates, query, counter, tree);
        return new Ranking(survey, candidates.ranked(Damping.of(candidates)), definitions);
    }

    private Candidates candidates(Survey survey, Predicate<SurveyedFile> filter) {
        List<SurveyedFile> files = new ArrayList<>();
        List<int[]> fileCounts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int[] own = counts[i];
            if (own != null && filter.test(survey.files().get(i))) {
                files.add(survey.files().get(i));
                fileCounts.add(own);
            }
        }
        return new Candidates(files, fileCounts);
    }
}
