package dev.pithyjaunt.runner.report;

import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Printable;

import java.util.Locale;
import java.util.stream.Collectors;

/// A result for people: one fact a line, its name before it.
final class ResultText {

    private final StringBuilder text = new StringBuilder();

    private ResultText() {}

    static String of(ExecutionFolder folder, ExecutionResult result) {
        ResultText text = new ResultText();
        text.add("status", result.status().name().toLowerCase(Locale.ROOT));
        text.addError(result.error());
        if (result.question() != null) {
            text.add("question", result.question());
        }
        folder.report().ifPresent(text::addReport);
        folder.evidence().ifPresent(text::addEvidence);
        if (result.branch() != null) {
            text.add("branch", result.branch());
            text.add("commit", String.valueOf(result.headCommit()));
        }
        text.add("base", result.baseCommit());
        text.addUsage(result.usage());
        text.add(
                "seconds",
                result.seconds().entrySet().stream()
                        .map(entry -> "%s %.1f".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ")));
        text.add("files", result.folder());
        return text.text.toString().stripTrailing();
    }

    private void add(String name, String value) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-9s %s%n",
                        name,
                        Printable.text(value).replace("\n", "\n          ")));
    }

    private void addError(@org.jspecify.annotations.Nullable ExecutionError error) {
        if (error != null) {
            add("why", error.message());
        }
    }

    private void addReport(Report report) {
        if (!report.summary().isEmpty()) {
            add("summary", report.summary());
        }
        for (Report.FileChange file : report.files()) {
            add("changed", "%s +%d -%d".formatted(file.path(), file.added(), file.removed()));
        }
        report.warnings().forEach(warning -> add("warning", warning));
        for (Report.Refusal refusal : report.refusals()) {
            add(
                    "refused",
                    (refusal.path().isEmpty() ? "" : refusal.path() + ": ") + refusal.reason());
        }
    }

    private void addEvidence(Evidence evidence) {
        if (evidence.verdict() == Evidence.Verdict.NOT_CHECKED) {
            add("checks", "none were asked for, so nothing is known of the tests");
        }
        for (Check check : evidence.checks()) {
            add(
                    "check",
                    "\"%s\" %s on base, %s with the patch"
                            .formatted(
                                    check.command(),
                                    check.base().inWords(),
                                    check.patched().inWords()));
        }
    }

    private void addUsage(Usage usage) {
        if (!usage.calls().isEmpty()) {
            Usage.Call last = usage.calls().getLast();
            add("tokens", "%s (%s %s)".formatted(usage.inWords(), last.provider(), last.model()));
            add("cost", Dollars.inWords(usage.nanoDollars()));
        }
    }
}
