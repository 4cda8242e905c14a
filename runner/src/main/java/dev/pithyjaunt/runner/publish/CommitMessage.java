package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.agent.policy.PublishingSettings;
import dev.pithyjaunt.git.ScratchIndex;
import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Report;

import java.util.Comparator;
import java.util.Optional;

/// The message of the commit: `Pithy Jaunt: <title>`, what the model says of the change, and where
/// it comes from.
final class CommitMessage {

    static final ScratchIndex.Author COMMITTER =
            new ScratchIndex.Author("Pithy Jaunt", "pithy-jaunt@noreply.invalid");

    private static final int MAX_SUMMARY = 2000;

    private static final String EXECUTION = "Execution: ";

    private static final String PARTIAL =
            "This is a part of the change: the work was broken off before it was whole.\n\n";

    private CommitMessage() {}

    static String of(ExecutionRequest request, Report report, PublishingSettings settings) {
        String all = report.summary();
        String summary =
                all.codePointCount(0, all.length()) > MAX_SUMMARY
                        ? all.substring(0, all.offsetByCodePoints(0, MAX_SUMMARY)) + "…"
                        : all;
        return "%s\n\n%s%s\nTask: %s\n%s%s\n%s"
                .formatted(
                        title(request),
                        report.partial() ? PARTIAL : "",
                        summary.isEmpty() ? "" : harmless(summary) + "\n",
                        request.taskId(),
                        EXECUTION,
                        request.executionId(),
                        people(settings));
    }

    /// Of the commit and of the pull request.
    static String title(ExecutionRequest request) {
        return "Pithy Jaunt: " + harmless(request.task().title());
    }

    private static String people(PublishingSettings settings) {
        StringBuilder people = new StringBuilder();
        settings.coAuthors()
                .forEach(person ->
                        people.append(
                                "Co-authored-by: %s <%s>\n"
                                        .formatted(person.name(), person.email())));
        if (settings.signOff()) {
            people.append(
                    "Signed-off-by: %s <%s>\n".formatted(COMMITTER.name(), COMMITTER.email()));
        }
        return people.toString();
    }

    /// Why the commit of a branch is not to be replaced by another of this task; nothing when it
    /// may be: then it is an earlier execution's, and nobody has added to it.
    ///
    /// @param commit its committer's address, a line end, and its message
    static Optional<String> reasonAgainstReplacing(String commit, ExecutionRequest request) {
        boolean isOurs =
                commit.startsWith(COMMITTER.email() + "\n")
                        && commit.lines()
                                .anyMatch(line -> line.equals("Task: " + request.taskId()));
        if (!isOurs) {
            return Optional.of("it holds a commit that is not this task's");
        }
        // Ids of executions grow with time, those of people's runs in length first.
        return commit.lines()
                .filter(line -> line.startsWith(EXECUTION))
                .map(line -> line.substring(EXECUTION.length()))
                .filter(there -> isLater(there, request.executionId()))
                .findFirst()
                .map("it holds the result of the later execution %s"::formatted);
    }

    private static boolean isLater(String one, String other) {
        return Comparator.comparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder())
                        .compare(one, other)
                > 0;
    }

    /// Text of a task or a model as a forge shows it and does nothing: it notifies nobody, and
    /// closes no issue when the branch is merged. An invisible character stands between the mark
    /// and the name.
    static String harmless(String text) {
        return text.replaceAll("(?<![A-Za-z0-9])@(?=[A-Za-z0-9])", "@\u200B")
                .replaceAll("#(?=[0-9])", "#\u200B")
                .replaceAll("(?i)\\b(GH-)(?=[0-9])", "$1\u200B")
                .replaceAll(
                        "(?i)\\b(close[sd]?|fix(?:es|ed)?|resolve[sd]?)(?=:?\\s+\\S{0,200}/\\d)",
                        "$1\u200B")
                .replaceAll("(?m)^(?=[A-Za-z-]+-by:)", "\u200B");
    }
}
