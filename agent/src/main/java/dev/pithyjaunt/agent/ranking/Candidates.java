package dev.pithyjaunt.agent.ranking;

import dev.pithyjaunt.agent.survey.SurveyedFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// The files to be ranked, and what speaks for each.
final class Candidates {

    /// Far more than are looked at.
    private static final int MAX_RANKED = 2000;

    private final List<SurveyedFile> files;
    private final List<int[]> counts;
    private final Map<String, Integer> places;
    private final Map<Signal, double[]> signals = new EnumMap<>(Signal.class);

    /// @param counts of the query's words and names in each file's content
    Candidates(List<SurveyedFile> files, List<int[]> counts) {
        this.files = files;
        this.counts = counts;
        this.places = HashMap.newHashMap(files.size());
        for (int i = 0; i < files.size(); i++) {
            places.put(files.get(i).path(), i);
        }
    }

    int size() {
        return files.size();
    }

    List<SurveyedFile> files() {
        return files;
    }

    SurveyedFile file(int index) {
        return files.get(index);
    }

    List<int[]> counts() {
        return counts;
    }

    /// Indices of those files of a list of paths that are candidates.
    List<Integer> among(List<String> paths) {
        return paths.stream().map(places::get).filter(Objects::nonNull).toList();
    }

    /// @param values for each file; scaled here, so that the greatest is 1
    void add(Signal signal, double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        double unit = most > 0 ? most : 1;
        signals.put(
                signal,
                IntStream.range(0, values.length).mapToDouble(i -> values[i] / unit).toArray());
    }

    /// What all signals so far say together.
    double[] scores() {
        double[] scores = new double[files.size()];
        signals.forEach((signal, values) -> {
            for (int i = 0; i < scores.length; i++) {
                scores[i] += signal.weight() * values[i];
            }
        });
        return scores;
    }

    /// Indices of the files with the greatest scores, greatest first; in git's order where equal.
    static int[] best(double[] scores, int most) {
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// @param scores what is made of the signals in the end
    List<RankedFile> ranked(double[] scores) {
        List<RankedFile> ranked = new ArrayList<>();
        for (int i : best(scores, MAX_RANKED)) {
            Map<Signal, Double> own = new EnumMap<>(Signal.class);
            signals.forEach((signal, values) -> {
                if (values[i] > 0) {
                    own.put(signal, values[i]);
                }
            });
            ranked.add(new RankedFile(files.get(i), scores[i], own));
        }
        return ranked;
    }
}
