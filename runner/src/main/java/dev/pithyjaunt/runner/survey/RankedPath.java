package dev.pithyjaunt.runner.survey;

import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.ranking.Signal;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A file of the ranking.
///
/// @param rank from 1
/// @param score rounded, as the signals are
/// @param signals what spoke for it, by name, with its weight, strongest first; a test's or a
///   document's score is less than their sum
record RankedPath(
        int rank,
        String path,
        String language,
        int lines,
        double score,
        Map<String, Double> signals) {

    /// Digits behind the point: more would say more than the figures do.
    private static final double PRECISION = 1e4;

    RankedPath {
        signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
    }

    static RankedPath of(int rank, RankedFile ranked) {
        List<Map.Entry<Signal, Double>> strongest =
                ranked.signals().entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        entry -> -entry.getKey().weight() * entry.getValue()))
                        .toList();
        Map<String, Double> signals = new LinkedHashMap<>();
        strongest.forEach(entry ->
                signals.put(
                        entry.getKey().name().toLowerCase(Locale.ROOT),
                        rounded(entry.getKey().weight() * entry.getValue())));
        return new RankedPath(
                rank,
                ranked.path(),
                ranked.file().language(),
                ranked.file().lines(),
                rounded(ranked.score()),
                signals);
    }

    private static double rounded(double value) {
        return Math.round(value * PRECISION) / PRECISION;
    }

    /// A signal of it for people.
    static String words(String signal) {
        return Signal.valueOf(signal.toUpperCase(Locale.ROOT)).words();
    }
}
