package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.markdown.EvidenceTable;
import dev.pithyjaunt.protocol.markdown.QuotedText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a pull request for the branch says, as Markdown: what changed and why, the evidence, what
/// was asked, what a person has to look at, what it cost, and where the log is. Evidence against
/// the patch comes first. It stays below the 65,536 characters that GitHub takes.
final class PullRequestText {

    private static final int MAX_SUMMARY = 10_000;
    private static final int MAX_TASK = 8_000;
    private static final int MAX_REASONS = 6_000;
    private static final int MAX_REFUSAL = 300;
    private static final int MAX_FILES = 60;
    private static final int MAX_PATH = 120;

    private static final String PARTIAL =
            "**This is a part of the change:** the work was broken off before it was whole.";

    private PullRequestText() {}

    /// @param baseHead where the base branch stands now; empty when that is not known, or it has
    ///   not moved
    static String of(
            ExecutionRequest request,
            Report report,
            Optional<Evidence> evidence,
            Optional<String> baseHead) {
        String table =
                evidence.map(found -> EvidenceTable.of(found, EvidenceTable.MAX_CHARACTERS))
                        .orElse("**The checks left no evidence:** nothing is known of the tests.\n")
                        .strip();
        List<String> parts = new ArrayList<>();
        if (failsNewly(evidence)) {
            parts.add(table);
        }
        if (report.partial()) {
            parts.add(PARTIAL);
        }
        if (!report.summary().isBlank()) {
            parts.add(QuotedText.of(report.summary(), MAX_SUMMARY).strip());
        }
        if (!report.reviewReasons().isEmpty()) {
            parts.add(
                    "**A person must look first:**\n\n"
                            + QuotedText.of(String.join("\n", report.reviewReasons()), MAX_REASONS)
                                    .strip());
        }
        if (!failsNewly(evidence)) {
            parts.add(table);
        }
        parts.add(files(report));
        if (!report.refusals().isEmpty()) {
            parts.add(refused(report));
        }
        parts.add(folded("What was asked", request.task().description()));
        parts.add(origin(request, report, baseHead));
        parts.removeIf(String::isEmpty);
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

    private static String files(Report report) {
        if (report.files().isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("| file | added | removed |\n|---|--:|--:|\n");
        report.files().stream()
                .limit(MAX_FILES)
                .forEach(file ->
                        table.append(
                                "| %s | %,d | %,d |\n"
                                        .formatted(
                                                QuotedText.inLine(file.path(), MAX_PATH),
                                                file.added(),
                                                file.removed())));
        if (report.files().size() > MAX_FILES) {
            table.append("| and %,d more | | |\n".formatted(report.files().size() - MAX_FILES));
        }
        return table.toString().strip();
    }

    /// What the model stated and nobody could place is left to a person.
    private static String refused(Report report) {
        StringBuilder text = new StringBuilder("**Left for review**, edits that fit nowhere:\n");
        report.refusals().stream()
                .limit(MAX_FILES / 2)
                .forEach(refusal ->
                        text.append(
                                "\n- %s: %s"
                                        .formatted(
                                                QuotedText.inLine(refusal.path(), MAX_PATH),
                                                QuotedText.inLine(refusal.reason(), MAX_REFUSAL))));
        return text.toString();
    }

    private static String folded(String title, String text) {
        return "<details><summary>%s</summary>\n\n%s\n\n</details>"
                .formatted(title, QuotedText.of(text, MAX_TASK).strip());
    }

    private static String origin(
            ExecutionRequest request, Report report, Optional<String> baseHead) {
        List<String> lines = new ArrayList<>();
        Usage usage = report.usage();
        if (!usage.calls().isEmpty()) {
            Usage.Call last = usage.calls().getLast();
            lines.add(
                    "Model: %s, tokens %s, cost %s"
                            .formatted(
                                    QuotedText.inLine(
                                            last.provider() + " " + last.model(), MAX_PATH),
                                    usage.inWords(),
                                    Dollars.inWords(usage.nanoDollars())));
        }
        if (request.serverUrl() != null) {
            lines.add("Log: %s/task/%s".formatted(request.serverUrl(), request.taskId()));
        }
        lines.add(
                "Task `%s`, execution `%s`, base `%s`"
                        .formatted(
                                request.taskId(), request.executionId(), request.base().commit()));
        baseHead.ifPresent(head ->
                lines.add(
                        "The base branch has moved on since: it is at `%.10s`, and this starts where the execution began."
                                .formatted(head)));
        return String.join("<br>\n", lines);
    }
}
