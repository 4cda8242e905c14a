package dev.pithyjaunt.bench.localization;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How well rankings found what was changed, each change counting the same.
///
/// @param recall share of the changed files among the first 1, 5, 10, 20, as a mean in percent
/// @param reciprocalRank 100 divided by the rank of the first changed file, as a mean; 0 where none
///   is among the first 20
record Score(List<Double> recall, double reciprocalRank) {

    static final String HEADER = "   r@1    r@5   r@10   r@20    MRR";

    private static final List<Integer> CUTS = List.of(1, 5, 10, 20);

    /// @param order the first 20 paths, best first
    static Score of(List<Ranked> all, Function<Ranked, List<String>> order) {
        List<Found> found =
                all.stream()
                        .map(ranked ->
                                new Found(
                                        order.apply(ranked),
                                        Set.copyOf(ranked.change().changedFiles())))
                        .toList();
        return new Score(
                CUTS.stream().map(cut -> mean(found, one -> one.recall(cut))).toList(),
                mean(found, Found::reciprocalRank));
    }

    private static double mean(List<Found> found, Function<Found, Double> value) {
        return 100 * found.stream().collect(Collectors.averagingDouble(value::apply));
    }

    /// @param paths best first
    private record Found(List<String> paths, Set<String> changed) {

        double recall(int cut) {
            return (double) paths.stream().limit(cut).filter(changed::contains).count()
                    / changed.size();
        }

        double reciprocalRank() {
            for (int i = 0; i < paths.size(); i++) {
                if (changed.contains(paths.get(i))) {
                    return 1.0 / (i + 1);
                }
            }
            return 0;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%6.1f %6.1f %6.1f %6.1f %6.1f",
                recall.get(0),
                recall.get(1),
                recall.get(2),
                recall.get(3),
                reciprocalRank);
    }
}
