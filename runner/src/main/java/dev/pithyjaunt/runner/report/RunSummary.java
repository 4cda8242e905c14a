package dev.pithyjaunt.runner.report;

import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.markdown.EvidenceTable;
import dev.pithyjaunt.protocol.markdown.QuotedText;
import dev.pithyjaunt.runner.execution.ExecutionFolder;

import java.util.Locale;

/// The result on the page of GitHub's run, as Markdown.
final class RunSummary {

    private static final int MAX_TEXT = 20_000;

    private RunSummary() {}

    static String of(ExecutionFolder folder, ExecutionResult result) {
        String link = result.prUrl() == null ? result.compareUrl() : result.prUrl();
        return "## Pithy Jaunt: %s\n\n%s%s\n%s"
                .formatted(
                        result.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        link == null ? "" : link + "\n\n",
                        QuotedText.of(ResultText.of(folder, result), MAX_TEXT),
                        folder.evidence()
                                .map(evidence ->
                                        EvidenceTable.of(evidence, EvidenceTable.MAX_CHARACTERS))
                                .orElse(""));
    }
}
