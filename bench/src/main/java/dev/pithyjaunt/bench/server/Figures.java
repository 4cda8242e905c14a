package dev.pithyjaunt.bench.server;

import java.util.Locale;

/// A measure under load as a line of a table.
final class Figures {

    static final String HEADER =
            "%-34s %9s %9s %9s %9s %9s %9s %7s"
                    .formatted(
                            "", "a second", "p50 ms", "p90 ms", "p99 ms", "max ms", "CPU µs", "MB");

    private Figures() {}

    /// @param cpuSeconds of the server's process during the load
    /// @param megabytes the most that it ever held
    static String line(String name, Tally tally, double cpuSeconds, double megabytes) {
        return String.format(
                Locale.ROOT,
                "%-34s %9.0f %9.1f %9.1f %9.1f %9.1f %9.0f %7.0f",
                name,
                tally.aSecond(),
                tally.millis(0.50),
                tally.millis(0.90),
                tally.millis(0.99),
                tally.millis(1),
                cpuSeconds * 1e6 / Math.max(1, tally.count()),
                megabytes);
    }

    static String line(String name, double aSecond) {
        return String.format(Locale.ROOT, "%-34s %9.0f", name, aSecond);
    }
}
