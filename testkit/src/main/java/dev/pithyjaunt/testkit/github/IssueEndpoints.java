package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Comments below issues, and below pull requests, which are issues too.
final class IssueEndpoints {

    private static final String COMMENTS = "/repos/{owner}/{repo}/issues/{issue_number}/comments";

    private final State state;

    IssueEndpoints(State state) {
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.granted("GET", COMMENTS, "issues:read pull_requests:read", this::list),
                Route.granted("POST", COMMENTS, "issues:write pull_requests:write", this::add));
    }

    private Reply list(Call call) {
        int number = number(call, "read");
        Instant since = call.ask().parameter("since").map(IssueEndpoints::time).orElse(Instant.MIN);
        List<StandInComment> comments =
                call.repository().comments(number).stream()
                        // GitHub keeps seconds.
                        .filter(comment ->
                                !comment.at().truncatedTo(ChronoUnit.SECONDS).isBefore(since))
                        .toList();
        return Page.of(call.ask(), comments, comment -> view(call, comment));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refused(422, "Invalid since: " + e.getMessage());
        }
    }

    private Reply add(Call call) {
        int number = number(call, "write");
        String text = call.ask().text("body").orElse("");
        if (text.isBlank()) {
            throw Refused.custom("IssueComment", "body can't be blank");
        }
        Pulls.checkComment(text);
        StandInRepository repository = call.repository();
        StandInComment comment =
                new StandInComment(
                        state.nextId(),
                        number,
                        call.caller().login(),
                        text,
                        state.clock().instant());
        if (isPull(repository, number)) {
            var _ =
                    state.pulls()
                            .change(
                                    repository,
                                    Integer.toString(number),
                                    draft -> {
                                        List<String> comments = new ArrayList<>(draft.comments);
                                        comments.add(text);
                                        draft.comments = List.copyOf(comments);
                                    });
        }
        repository.add(comment);
        return Reply.json(201, view(call, comment));
    }

    /// Of an issue or a pull request that is there. The permission for the one is none for the
    /// other, but where all may read.
    private static int number(Call call, String level) {
        StandInRepository repository = call.repository();
        String text = call.parameter("issue_number");
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        boolean isPull = isPull(repository, number);
        if (!isPull && !repository.hasIssue(number)) {
            throw Refused.notFound();
        }
        boolean isOpen = level.equals("read") && !repository.isPrivate();
        if (!isOpen && !call.caller().grants((isPull ? "pull_requests:" : "issues:") + level)) {
            throw Gate.missing(call.caller());
        }
        return number;
    }

    private static boolean isPull(StandInRepository repository, int number) {
        return repository.pulls().containsKey(number);
    }

    private static ObjectNode view(Call call, StandInComment comment) {
        Views views = call.views();
        StandInRepository repository = call.repository();
        String time = Views.time(comment.at());
        ObjectNode view =
                Views.object()
                        .put("id", comment.id())
                        .put("node_id", "IC_" + comment.id())
                        .put("url", views.api(repository) + "/issues/comments/" + comment.id())
                        .put("issue_url", views.api(repository) + "/issues/" + comment.issue())
                        .put(
                                "html_url",
                                "%s/%s/%d#issuecomment-%d"
                                        .formatted(
                                                views.web(repository),
                                                isPull(repository, comment.issue())
                                                        ? "pull"
                                                        : "issues",
                                                comment.issue(),
                                                comment.id()))
                        .put("body", comment.body())
                        .put("author_association", "NONE")
                        .put("created_at", time)
                        .put("updated_at", time);
        view.set("user", views.user(comment.author()));
        return view;
    }
}
