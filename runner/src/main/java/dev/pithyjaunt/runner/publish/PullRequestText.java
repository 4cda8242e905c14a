package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.markdown.EvidenceTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a pull request for the branch says, as Markdown. Evidence against the patch comes first.
final class PullRequestText {

    private static final int MAX_SUMMARY = 10_000;

    private static final String PARTIAL =
            "**This is a part of the change:** the work was broken off before it was whole.";

    private PullRequestText() {}

    static String of(ExecutionRequest request, Report report, Optional<Evidence> evidence) {
        String table =
                evidence.map(found -> EvidenceTable.of(found, EvidenceTable.MAX_CHARACTERS))
                        .orElse(
                                "**The checks left no evidence:** nothing is known of the tests.\n");
        List<String> parts = new ArrayList<>();
        if (failsNewly(evidence)) {
            parts.add(table.strip());
        }
        if (report.partial()) {
            parts.add(PARTIAL);
        }
        if (!report.summary().isBlank()) {
            parts.add(summary(report.summary()));
        }
        if (!report.reviewReasons().isEmpty()) {
            parts.add("**A person must look first:**\n\n" + quoted(report.reviewReasons()));
        }
        if (!failsNewly(evidence)) {
            parts.add(table.strip());
        }
        parts.add(
                "Task `%s`, execution `%s`, base `%s`"
                        .formatted(
                                request.taskId(), request.executionId(), request.base().commit()));
        return String.join("\n\n", parts) + "\n";
    }

    /// Whether a pull request is to be a draft.
    ///
    /// @param onFailedChecks what the repository wants where checks newly fail
    static boolean isDraft(Report report, Optional<Evidence> evidence, boolean onFailedChecks) {
        return report.partial()
                || !report.reviewReasons().isEmpty()
                || (onFailedChecks && failsNewly(evidence));
    }

    private static boolean failsNewly(Optional<Evidence> evidence) {
        return evidence.filter(found -> found.verdict() == Verdict.NEW_FAILURE).isPresent();
    }

    private static String summary(String text) {
        return quoted(
                (text.length() > MAX_SUMMARY ? text.substring(0, MAX_SUMMARY) + "…" : text)
                        .lines()
                        .toList());
    }

    /// As code, in which a forge resolves nothing.
    private static String quoted(List<String> lines) {
        String text = String.join("\n", lines);
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + CommitMessage.harmless(text) + "\n" + fence;
    }
}
