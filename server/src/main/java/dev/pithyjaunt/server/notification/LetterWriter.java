package dev.pithyjaunt.server.notification;

import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Wording;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;
import dev.pithyjaunt.server.usage.Spending;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes letters about how executions ended. Titles, questions and messages are text of others: it
/// is cut to a length, what hides in it is made visible, HTML has it escaped, and of all headers
/// the subject alone has some, on one line.
@Component
final class LetterWriter {

    private static final int MAX_TITLE = 150;
    private static final int MAX_TEXT = 4_000;

    private static final String REASON_WHY =
            "You get this as the owner of the task. Without an address in your account you get none.";

    private final TaskStore tasks;
    private final ExecutionStore executions;
    private final Spending spending;
    private final ServerAddress address;
    private final Wording say;

    LetterWriter(
            TaskStore tasks,
            ExecutionStore executions,
            Spending spending,
            ServerAddress address,
            Wording say) {
        this.tasks = tasks;
        this.executions = executions;
        this.spending = spending;
        this.address = address;
        this.say = say;
    }

    /// @return absent when there is nothing to tell, or not any more
    Optional<Letter> write(Mail mail) {
        Optional<Execution> execution = executions.find(mail.executionId());
        Execution.@Nullable Ending ending = execution.map(Execution::ending).orElse(null);
        Optional<Task> task = execution.map(Execution::taskId).flatMap(tasks::find);
        return ending == null || task.isEmpty()
                ? Optional.empty()
                : Optional.of(write(mail, execution.get(), ending, task.get()));
    }

    private Letter write(Mail mail, Execution execution, Execution.Ending ending, Task task) {
        String title = cut(say.visible(task.title()).replaceAll("[\\s\\h\\v]+", " "), MAX_TITLE);
        String outcome = say.words(ending.outcome().taskStatus());
        boolean isCorrection = mail.kind() == Mail.Kind.CORRECTED;
        String headline = "%s: %s%s".formatted(title, outcome, isCorrection ? " (corrected)" : "");
        List<Part> parts = parts(execution, ending, isCorrection);
        String host = host();
        String thread = "<%s@%s>".formatted(task.id(), host);
        return new Letter(
                task.ownerId(),
                host,
                "<%s.%s@%s>".formatted(execution.id(), say.css(mail.kind()), host),
                "Pithy Jaunt: " + headline,
                text(headline, parts),
                html(headline, parts),
                Map.of(
                        // No message has this id: mails about one task are shown together by it.
                        "In-Reply-To",
                        thread,
                        "References",
                        thread,
                        "List-Id",
                        "Pithy Jaunt <tasks.%s>".formatted(host),
                        "Auto-Submitted",
                        "auto-generated",
                        "X-Auto-Response-Suppress",
                        "All",
                        "X-Pithy-Jaunt-Reason",
                        say.css(ending.outcome().taskStatus())));
    }

    private String host() {
        String host = address.url().getHost();
        return host == null ? "localhost" : host;
    }

    /// One thing that is told, such as the question.
    ///
    /// @param isLink whether the text is an address, of this program's own making
    private record Part(String name, String text, boolean isLink) {}

    private List<Part> parts(Execution execution, Execution.Ending ending, boolean isCorrection) {
        List<Part> parts = new ArrayList<>();
        if (isCorrection) {
            parts.add(
                    new Part(
                            "Correction",
                            "It was told to have ended otherwise; its runner was heard of after all.",
                            false));
        }
        if (ending.error() != null) {
            String category = say.words(ending.error().category());
            parts.add(
                    new Part(
                            "Why",
                            "%s (%s)".formatted(foreign(ending.error().message()), category),
                            false));
        }
        if (ending.question() != null) {
            parts.add(new Part("The model asks", foreign(ending.question()), false));
        }
        String pullRequest = execution.result().prUrl();
        if (pullRequest != null && pullRequest.matches("https?://[^\\s\"'<>]+")) {
            parts.add(new Part("Pull request", pullRequest, true));
        }
        parts.add(new Part("Cost", say.dollars(spending.of(execution.id()).nanoDollars()), false));
        parts.add(
                new Part("Task", "%s/task/%s".formatted(address.url(), execution.taskId()), true));
        return parts;
    }

    private String foreign(String text) {
        return cut(say.visible(text.replace("\r\n", "\n")).strip(), MAX_TEXT);
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + " …";
    }

    private static String text(String headline, List<Part> parts) {
        StringBuilder text = new StringBuilder(headline).append("\n\n");
        for (Part part : parts) {
            boolean isLong = part.text().contains("\n") || part.text().length() > 100;
            text.append(part.name())
                    .append(isLong ? ":\n" : ": ")
                    .append(part.text())
                    .append(isLong ? "\n\n" : "\n");
        }
        return text.append("\n-- \n").append(REASON_WHY).append('\n').toString();
    }

    private static String html(String headline, List<Part> parts) {
        StringBuilder html =
                new StringBuilder(
                                "<!doctype html>\n<html lang=\"en\"><body>\n<h1 style=\"font-size: 1.2em\">")
                        .append(HtmlUtils.htmlEscape(headline, "UTF-8"))
                        .append("</h1>\n");
        for (Part part : parts) {
            String text = HtmlUtils.htmlEscape(part.text(), "UTF-8");
            html.append("<p style=\"white-space: pre-wrap\"><b>%s:</b> ".formatted(part.name()))
                    .append(part.isLink() ? "<a href=\"%1$s\">%1$s</a>".formatted(text) : text)
                    .append("</p>\n");
        }
        return html.append("<p style=\"color: #666\">")
                .append(REASON_WHY)
                .append("</p>\n</body></html>\n")
                .toString();
    }
}
