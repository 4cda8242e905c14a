package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.ranking.Ranking;
import dev.pithyjaunt.agent.ranking.Signal;
import dev.pithyjaunt.agent.ranking.TestFiles;
import dev.pithyjaunt.agent.survey.SurveyedFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the ranking made of a change.
///
/// @param files best first; those that nothing speaks for come last
/// @param millis for reading the commit and its history, the survey and the ranking
record Ranked(RecordedChange change, List<RankedFile> files, long millis) {

    private static final int MOST = 20;

    Ranked {
        files = List.copyOf(files);
    }

    /// @param start of the work on the change, by [System#nanoTime]
    static Ranked of(RecordedChange change, Base.Found base, long start) {
        Ranking ranking =
                Ranking.of(
                        change.task(),
                        base.tree(),
                        base.history(),
                        file -> isCandidate(file.path(), change));
        long millis = (System.nanoTime() - start) / 1_000_000;
        List<RankedFile> files = new ArrayList<>(ranking.files());
        files.addAll(others(ranking, change));
        return new Ranked(change, files, millis);
    }

    /// The candidates that nothing speaks for, longest first: the longer a file, the more often it
    /// is changed.
    private static List<RankedFile> others(Ranking ranking, RecordedChange change) {
        Set<String> ranked =
                ranking.files().stream().map(RankedFile::path).collect(Collectors.toSet());
        return ranking.survey().texts().stream()
                .filter(file -> isCandidate(file.path(), change) && !ranked.contains(file.path()))
                .sorted(Comparator.comparingInt(SurveyedFile::lines).reversed())
                .map(file -> new RankedFile(file, 0, Map.of()))
                .toList();
    }

    private static boolean isCandidate(String path, RecordedChange change) {
        return change.candidateExtensions().stream().anyMatch(path::endsWith)
                && !TestFiles.isTest(path);
    }

    /// As it is written to the file of results.
    record Line(String id, List<String> ranked, long millis) {}

    Line line() {
        return new Line(change.id(), paths(), millis);
    }

    /// The first of them.
    List<String> paths() {
        return first(files.stream());
    }

    /// The first if only one signal is heard; by their paths where it says the same of them, or
    /// nothing.
    List<String> pathsBy(Signal signal) {
        return first(
                files.stream()
                        .sorted(
                                Comparator.comparingDouble(
                                                (RankedFile file) -> -share(file, signal))
                                        .thenComparing(RankedFile::path)));
    }

    /// The first if one signal is not heard. Signals that were had from the scores of others are
    /// left as they are.
    List<String> pathsWithout(Signal signal) {
        return first(
                files.stream()
                        .sorted(
                                Comparator.comparingDouble((RankedFile file) ->
                                                share(file, signal) - file.score())
                                        .thenComparing(RankedFile::path)));
    }

    private static List<String> first(Stream<RankedFile> files) {
        return files.limit(MOST).map(RankedFile::path).toList();
    }

    private static double share(RankedFile file, Signal signal) {
        return signal.weight() * file.signals().getOrDefault(signal, 0.0);
    }
}
