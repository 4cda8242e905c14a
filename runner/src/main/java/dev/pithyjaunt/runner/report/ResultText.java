package dev.pithyjaunt.runner.report;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Dollars;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Publication;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.runner.execution.ExecutionFolder;
import dev.pithyjaunt.runner.execution.Printable;

import java.util.Locale;
import java.util.stream.Collectors;

/// A result for people: one fact a line, its name before it.
final class ResultText {

    /// Tests named of one kind; evidence.json has the others.
    private static final int MAX_NAMES = 5;

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
            if (result.prUrl() != null) {
                text.add("pull", result.prUrl());
            } else {
                folder.publication().ifPresent(text::addUnopened);
            }
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

    private void addUnopened(Publication publication) {
        if (publication.compareUrl() != null) {
            add("pull", "not opened; open it at " + publication.compareUrl());
        }
        if (publication.draft()) {
            add("note", "a pull request for it should be a draft: a person must look first");
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
        if (!evidence.checks().isEmpty()) {
            addWalls(evidence.isolation().mode());
        }
        for (SetUp setUp : evidence.setUp()) {
            if (!setUp.base().passed()) {
                add(
                        "set-up",
                        "\"%s\" %s on base".formatted(setUp.command(), setUp.base().inWords()));
            }
            if (setUp.newlyFails()) {
                add("set-up", "\"%s\" fails only with the patch".formatted(setUp.command()));
            }
        }
        evidence.checks().forEach(this::addCheck);
        if (evidence.verdict() == Verdict.NOT_COMPARABLE) {
            add(
                    "checks",
                    "none can be run on base, so nothing can be blamed on the patch, and nothing is known of it");
        }
        evidence.notes().forEach(note -> add("note", note));
    }

    private void addWalls(CheckMode mode) {
        switch (mode) {
            case SANDBOX, OFF -> {}
            case JOB -> add("sandbox", "none: the checks ran as another user");
            case NONE -> add("sandbox", "none: the checks ran without one");
        }
    }

    private void addCheck(Check check) {
        add(
                "check",
                "\"%s\" %s on base, %s with the patch%s"
                        .formatted(
                                check.command(),
                                check.base().inWords(),
                                check.patched().inWords(),
                                remark(check)));
        if (check.tests() != null) {
            addNames("fails", check.tests().newFailures());
            addNames("flaky", check.tests().flaky());
            addNames("fixed", check.tests().fixed());
            addNames("vanished", check.tests().vanished());
        }
    }

    private static String remark(Check check) {
        return switch (check.comparison()) {
            case FLAKY -> ", now and then: it says nothing of the patch";
            case NOT_RUNNABLE -> ": it can't be run on base";
            case PASSES, FIXED, ALREADY_FAILED, NEWLY_FAILS -> "";
        };
    }

    private void addNames(String name, Names names) {
        names.names().stream().limit(MAX_NAMES).forEach(test -> add(name, test));
        if (names.count() > MAX_NAMES) {
            add(name, "and %,d more".formatted(names.count() - MAX_NAMES));
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
