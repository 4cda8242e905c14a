package dev.pithyjaunt.bench.server.store;

import java.util.Arrays;
import java.util.Locale;

/// How soon one kind of question was answered.
final class Latencies {

    /// What each may take, in milliseconds.
    static final double WANTED = 50;

    private static final String FORM = "%-50s %9s %9s %9s";

    private final String name;

    /// Of each answer, the shortest first.
    private final long[] nanos;

    /// @param nanos of each answer
    Latencies(String name, long[] nanos) {
        this.name = name;
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    static String head() {
        return FORM.formatted("milliseconds", "p50", "p99", "max");
    }

    String line() {
        String line = FORM.formatted(name, shown(0.5), shown(0.99), shown(1));
        return millis(0.99) < WANTED
                ? line
                : line + String.format(Locale.ROOT, "  wanted: less than %.0f", WANTED);
    }

    private String shown(double share) {
        return String.format(Locale.ROOT, "%.1f", millis(share));
    }

    /// What that share of all answers did not exceed.
    ///
    /// @param share such as 0.99
    double millis(double share) {
        return nanos[Math.max(0, (int) Math.ceil(nanos.length * share) - 1)] / 1e6;
    }
}
