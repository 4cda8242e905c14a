package dev.pithyjaunt.protocol.markdown;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Comparison;

/// The evidence in a sentence. Only a verdict that is good reads as one.
final class Headline {

    /// Each may be written as six.
    private static final int MAX_REASON = 200;

    private Headline() {}

    static String of(Evidence evidence) {
        String verdict =
                switch (evidence.verdict()) {
                    case NOT_CHECKED ->
                            "**Not checked:** no check was run, so nobody knows what the patch breaks.";
                    case NO_NEW_FAILURE ->
                            "**No new failure:** nothing fails with the patch that does not fail without it."
                                    + (passes(evidence) ? "" : " Not every check passes.");
                    case NEW_FAILURE -> "**New failure:** " + newFailure(evidence);
                    case NOT_COMPARABLE ->
                            "**Not comparable:** no check can be run on the base commit, so nobody knows what the patch breaks.";
                    case INCOMPLETE ->
                            "**Incomplete:** the checks were not run to the end, so nobody knows what the patch breaks.";
                };
        return evidence.error() == null
                ? verdict
                : verdict + " Reason: " + SafeText.prose(evidence.error().message(), MAX_REASON);
    }

    private static boolean passes(Evidence evidence) {
        return evidence.checks().stream().allMatch(check -> check.patched().passed());
    }

    private static String newFailure(Evidence evidence) {
        long failing =
                evidence.checks().stream()
                        .filter(check -> check.comparison() == Comparison.NEWLY_FAILS)
                        .count();
        if (failing == 0) {
            return "set-up fails with the patch that does not fail without it.";
        }
        return "%d of %s with the patch in something that does not fail without it."
                .formatted(
                        failing,
                        Words.count(evidence.checks().size(), "check")
                                + (failing == 1 ? " fails" : " fail"));
    }
}
