package dev.pithyjaunt.bench.faults;

import java.util.Locale;

/// The rows for people.
final class FaultsTable {

    private static final String FORM = "%-28s %6s %9s %6s %7s %8s  %s";

    private FaultsTable() {}

    static String head() {
        return FORM.formatted("scene", "tries", "acknowl.", "lost", "twice", "unended", "result");
    }

    static String line(Row row) {
        StringBuilder line =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                FORM,
                                row.scene(),
                                row.tries(),
                                row.acknowledged(),
                                row.lost(),
                                row.twice(),
                                row.unended(),
                                row.isGood() ? "ok" : "FAULT"));
        row.faults().forEach(fault -> line.append("\n    ").append(fault));
        return line.toString();
    }
}
