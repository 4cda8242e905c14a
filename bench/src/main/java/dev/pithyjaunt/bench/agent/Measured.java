package dev.pithyjaunt.bench.agent;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// A repository's figures: medians of all rounds but the first, which warms the machine's caches,
/// and the highest peaks.
///
/// @param repository its name
/// @param files of the commit
/// @param megabytes 10⁶ bytes
/// @param childMegabytes of the largest child
public record Measured(
        String repository,
        int files,
        int rounds,
        double secondsToFirstRequest,
        double seconds,
        double secondsOutsideModel,
        double megabytes,
        double childMegabytes,
        FirstRequest firstRequest) {

    private static final double KILOBYTES_PER_MEGABYTE = 1e6 / 1024;

    /// @param all at least two
    static Measured of(String repository, int files, List<Round> all) {
        List<Round> rounds = all.subList(1, all.size());
        return new Measured(
                repository,
                files,
                rounds.size(),
                median(rounds, Round::toFirstRequest),
                median(rounds, Round::seconds),
                median(rounds, Round::outside),
                highest(rounds, Round::peak),
                highest(rounds, Round::childPeak),
                rounds.getFirst().request());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double highest(List<Round> rounds, ToDoubleFunction<Round> kilobytes) {
        return rounds.stream().mapToDouble(kilobytes).max().orElseThrow() / KILOBYTES_PER_MEGABYTE;
    }
}
