package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.githubhook.Hook.Ignored;
import dev.pithyjaunt.server.githubhook.Hook.Place;
import dev.pithyjaunt.server.githubhook.Hook.Sender;
import dev.pithyjaunt.server.githubhook.Hook.TaskAsked;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what a delivery says. The order of its questions keeps what is not ours from being looked
/// at closely: most deliveries of a busy repository are not.
final class HookReader {

    /// Labels of GitHub are the same whatever their case.
    static final String LABEL = "pithy-jaunt";

    static final String COMMAND = "/jaunt";

    static final Pattern PAGE = Pattern.compile("https?://[!-~&&[^\"'<>\\\\]]{1,1000}");

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern TIME = Pattern.compile("[0-9T:.Z+-]{10,40}");
    private static final String BRANCH = "pj/";
    private static final Set<String> DISPATCHES =
            Set.of("repository_dispatch", "workflow_dispatch");

    private HookReader() {}

    /// @param event as the header `X-GitHub-Event` names it
    /// @throws HookRefusedException when it is not what GitHub sends
    static Hook read(String event, byte[] body) {
        Payload payload = Payload.read(body);
        return switch (event) {
            case "pull_request" -> pullRequest(payload);
            case "workflow_run" -> run(payload);
            case "issues" -> label(payload);
            case "issue_comment" -> comment(payload);
            default -> new Ignored("event");
        };
    }

    private static Hook pullRequest(Payload payload) {
        if (!Set.of("closed", "reopened").contains(payload.text("action"))) {
            return new Ignored("action");
        }
        Payload pull = payload.object("pull_request");
        Payload head = pull.object("head");
        String branch = head.text("ref");
        if (!branch.startsWith(BRANCH)) {
            return new Ignored("other-branch");
        }
        Optional<String> task = taskId(branch.substring(BRANCH.length()));
        if (task.isEmpty()) {
            return new Ignored("other-branch");
        }
        Optional<Long> repository = head.findObject("repo").map(repo -> repo.number("id"));
        Place place = place(payload);
        if (!repository.equals(Optional.of(place.id()))) {
            return new Ignored("fork");
        }
        return new Hook.PullRequestChanged(place, pull.number("number"), task.get(), state(pull));
    }

    private static Optional<String> taskId(String text) {
        try {
            return Optional.of(Id.require("task", text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static PullRequestState state(Payload pull) {
        if (pull.flag("merged")) {
            return PullRequestState.MERGED;
        }
        return pull.text("state").equals("open") ? PullRequestState.OPEN : PullRequestState.CLOSED;
    }

    private static Hook run(Payload payload) {
        if (!Set.of("requested", "in_progress", "completed").contains(payload.text("action"))) {
            return new Ignored("action");
        }
        Payload run = payload.object("workflow_run");
        if (!DISPATCHES.contains(run.text("event"))) {
            return new Ignored("not-dispatched");
        }
        long attempt = run.has("run_attempt") ? run.number("run_attempt") : 1;
        return new Hook.RunChanged(
                place(payload),
                run.number("id"),
                Math.clamp(attempt, 1, Integer.MAX_VALUE),
                run.text("html_url", PAGE),
                run.findText("display_title").orElse(""));
    }

    private static Hook label(Payload payload) {
        if (!payload.text("action").equals("labeled")) {
            return new Ignored("action");
        }
        if (!payload.object("label").text("name").equalsIgnoreCase(LABEL)) {
            return new Ignored("other-label");
        }
        Payload issue = payload.object("issue");
        Optional<Ignored> refusal = refusal(payload, issue);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Place place = place(payload);
        long number = issue.number("number");
        return new TaskAsked(
                place,
                // Every delivery that tells of one labelling has its time.
                "label/%d/%d/%s".formatted(place.id(), number, issue.text("updated_at", TIME)),
                TaskAsked.Kind.LABEL,
                number,
                sender(payload),
                IssueText.of(issue, ""));
    }

    private static Hook comment(Payload payload) {
        if (!payload.text("action").equals("created")) {
            return new Ignored("action");
        }
        Payload comment = payload.object("comment");
        Optional<String> words = words(comment.findText("body").orElse(""));
        if (words.isEmpty()) {
            return new Ignored("no-command");
        }
        Payload issue = payload.object("issue");
        Optional<Ignored> refusal = refusal(payload, issue);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (comment.has("performed_via_github_app")) {
            return new Ignored("written-by-an-app");
        }
        Place place = place(payload);
        return new TaskAsked(
                place,
                "comment/%d/%d".formatted(place.id(), comment.number("id")),
                TaskAsked.Kind.COMMENT,
                issue.number("number"),
                sender(payload),
                IssueText.of(issue, words.get()));
    }

    /// What follows the command, maybe nothing; absent when it is not there.
    private static Optional<String> words(String body) {
        if (!body.startsWith(COMMAND)) {
            return Optional.empty();
        }
        String words = body.substring(COMMAND.length());
        return words.isEmpty() || Character.isWhitespace(words.charAt(0))
                ? Optional.of(words.strip())
                : Optional.empty();
    }

    private static Optional<Ignored> refusal(Payload payload, Payload issue) {
        if (issue.has("pull_request")) {
            return Optional.of(new Ignored("on-a-pull-request"));
        }
        if (!issue.text("state").equals("open")) {
            return Optional.of(new Ignored("closed-issue"));
        }
        if (issue.flag("locked")) {
            return Optional.of(new Ignored("locked-issue"));
        }
        return payload.object("sender").text("type").equals("User")
                ? Optional.empty()
                : Optional.of(new Ignored("not-a-person"));
    }

    private static Sender sender(Payload payload) {
        Payload sender = payload.object("sender");
        return new Sender(sender.number("id"), sender.text("login", LOGIN));
    }

    private static Place place(Payload payload) {
        Payload repository = payload.object("repository");
        return new Place(repository.number("id"), repository.text("html_url", PAGE));
    }
}
