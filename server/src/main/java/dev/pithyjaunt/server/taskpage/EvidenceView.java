package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;

import java.util.List;
import java.util.stream.Stream;

/// Evidence as a page shows it. A runner may have sent more than a page can hold: what is left out
/// is counted, and the download has it.
///
/// @param isolation what stood between the checks and the machine; empty when nothing was run
/// @param layers what was in force; empty where nothing was
/// @param missing what was not, and why
/// @param error why the checks could not be run to the end; empty when they were
/// @param rows set-up first, then the checks, in the order in which they ran
record EvidenceView(
        Evidence.Verdict verdict,
        double seconds,
        String isolation,
        String layers,
        String missing,
        List<String> notes,
        String error,
        List<CheckRow> rows,
        int hiddenRows,
        String tools) {

    private static final int MAX_ROWS = 100;
    private static final int MAX_ITEMS = 50;

    static EvidenceView of(Evidence evidence) {
        int all = evidence.setUp().size() + evidence.checks().size();
        ExecutionError error = evidence.error();
        return new EvidenceView(
                evidence.verdict(),
                evidence.seconds(),
                all == 0 ? "" : isolation(evidence.isolation()),
                all == 0 ? "" : joined(evidence.isolation().layers(), ", "),
                all == 0 ? "" : joined(evidence.isolation().missing(), "; "),
                evidence.notes().stream().limit(MAX_ITEMS).map(CheckRow::cut).toList(),
                error == null ? "" : CheckRow.cut(error.message()),
                Stream.concat(
                                evidence.setUp().stream().map(CheckRow::of),
                                evidence.checks().stream().map(CheckRow::of))
                        .limit(MAX_ROWS)
                        .toList(),
                Math.max(0, all - MAX_ROWS),
                joined(evidence.tools(), ", "));
    }

    private static String isolation(Evidence.Isolation isolation) {
        return switch (isolation.mode()) {
            case SANDBOX ->
                    isolation.layers().isEmpty()
                            ? "A sandbox was asked for, and what was in force is not told"
                            : "Run in a sandbox";
            case JOB ->
                    "Run without a sandbox, as another user on a machine that is thrown away afterwards";
            case NONE -> "Run without a sandbox, as the user of the program that ran them";
            case OFF -> "Checks were switched off";
        };
    }

    private static String joined(List<String> items, String between) {
        String shown =
                String.join(between, items.stream().limit(MAX_ITEMS).map(CheckRow::cut).toList());
        return items.size() <= MAX_ITEMS
                ? shown
                : shown + between + (items.size() - MAX_ITEMS) + " more";
    }

    /// What all checks together say.
    public String sentence() {
        return switch (verdict) {
            case NOT_CHECKED -> "No check was run, so nothing is known.";
            case NOT_COMPARABLE ->
                    "No check can be run on the base, so nothing can be blamed on the patch, and nothing is known of it.";
            case NO_NEW_FAILURE -> "Nothing fails that did not fail before.";
            case NEW_FAILURE -> "Something fails with the patch that did not without it.";
            case INCOMPLETE -> "The checks were not run to the end.";
        };
    }
}
