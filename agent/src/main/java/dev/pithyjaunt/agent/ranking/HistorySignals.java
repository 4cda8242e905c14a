package dev.pithyjaunt.agent.ranking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.PastCommit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the past says of files: by which commits they were touched, how lately and how often.
final class HistorySignals {

    /// Commits that touch more files say nothing of one: they reformat, rename, upgrade.
    private static final int MAX_PATHS = 30;

    private static final int MAX_MESSAGE = 2000;

    /// Commits like the task that count.
    private static final int MOST_SIMILAR = 40;

    private static final double TENS_OF_COMMITS = 30;
    private static final double OF_LATE = 150;

    private HistorySignals() {}

    /// A commit that touched candidates.
    ///
    /// @param age number of commits after it
    /// @param files indices of the candidates
    /// @param message what it holds of the query
    private record Touch(int age, List<Integer> files, Bm25.Document message) {

        /// What each of its files gets of it.
        double share() {
            return 1 / Math.sqrt(files.size());
        }
    }

    static void add(
            Candidates candidates, Query query, WordCounter counter, List<PastCommit> history) {
        List<Touch> touches = new ArrayList<>();
        for (int age = 0; age < history.size(); age++) {
            PastCommit commit = history.get(age);
            List<Integer> files = candidates.among(commit.paths());
            if (!files.isEmpty() && commit.paths().size() <= MAX_PATHS) {
                byte[] message = commit.message().getBytes(UTF_8);
                int[] counts = counter.count(message, 0, Math.min(message.length, MAX_MESSAGE));
                touches.add(new Touch(age, files, new Bm25.Document(counts)));
            }
        }
        candidates.add(Signal.SIMILAR, similar(candidates.size(), query, touches));
        candidates.add(Signal.LAST_CHANGE, lastChange(candidates.size(), touches));
        candidates.add(Signal.RECENCY, recency(candidates.size(), touches));
    }

    private static double[] similar(int size, Query query, List<Touch> touches) {
        double[] similarity =
                new Bm25(query.weights(), ContentSignals.LENGTH_NORMALISATION)
                        .scores(touches.stream().map(Touch::message).toList());
        double[] scores = new double[size];
        for (int i : Candidates.best(similarity, MOST_SIMILAR)) {
            for (int file : touches.get(i).files()) {
                scores[file] += similarity[i] * similarity[i] * touches.get(i).share();
            }
        }
        return scores;
    }

    private static double[] lastChange(int size, List<Touch> touches) {
        double[] scores = new double[size];
        for (Touch touch : touches) {
            for (int file : touch.files()) {
                scores[file] = Math.max(scores[file], Math.exp(-touch.age() / TENS_OF_COMMITS));
            }
        }
        return scores;
    }

    private static double[] recency(int size, List<Touch> touches) {
        double[] scores = new double[size];
        for (Touch touch : touches) {
            for (int file : touch.files()) {
                scores[file] += touch.share() * Math.exp(-touch.age() / OF_LATE);
            }
        }
        return Arrays.stream(scores).map(Math::log1p).toArray();
    }
}
