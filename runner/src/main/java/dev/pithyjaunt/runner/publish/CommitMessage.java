package dev.pithyjaunt.runner.publish;

import dev.pithyjaunt.protocol.ExecutionRequest;
import dev.pithyjaunt.protocol.Report;

/// The message of the commit: `Pithy Jaunt: <title>`, what the model says of the change, and where
/// it comes from.
final class CommitMessage {

    private static final int MAX_SUMMARY = 2000;

    private static final String PARTIAL =
            "This is a part of the change: the work was broken off before it was whole.\n\n";

    private CommitMessage() {}

    static String of(ExecutionRequest request, Report report) {
        String summary =
                report.summary().length() > MAX_SUMMARY
                        ? report.summary().substring(0, MAX_SUMMARY) + "…"
                        : report.summary();
        return "Pithy Jaunt: %s\n\n%s%s\nTask: %s\nExecution: %s\n"
                .formatted(
                        harmless(request.task().title()),
                        report.partial() ? PARTIAL : "",
                        summary.isEmpty() ? "" : harmless(summary) + "\n",
                        request.taskId(),
                        request.executionId());
    }

    /// Whether a commit is an earlier execution's of the same task, which a later one may replace:
    /// then nobody has added to the branch.
    ///
    /// @param commit its author's address, a line end, and its message
    static boolean isOfTask(String commit, String author, String taskId) {
        return commit.startsWith(author + "\n")
                && commit.lines().anyMatch(line -> line.equals("Task: " + taskId));
    }

    /// Text of a task or a model as a forge shows it and does nothing: it notifies nobody, and
    /// closes no issue when the branch is merged. An invisible character stands between the mark
    /// and the name.
    static String harmless(String text) {
        return text.replaceAll("(?<![A-Za-z0-9])@(?=[A-Za-z0-9])", "@\u200B")
                .replaceAll("#(?=[0-9])", "#\u200B")
                .replaceAll("(?i)\\b(GH-)(?=[0-9])", "$1\u200B")
                .replaceAll("(?m)^(?=[A-Za-z-]+-by:)", "\u200B");
    }
}
