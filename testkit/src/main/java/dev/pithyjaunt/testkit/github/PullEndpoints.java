package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pull requests, and their labels and reviewers.
final class PullEndpoints {

    private static final String REPO = "/repos/{owner}/{repo}";
    private static final String PULL = REPO + "/pulls/{pull_number}";
    private static final String ISSUE = REPO + "/issues/{issue_number}";

    private final State state;

    PullEndpoints(State state) {
        this.state = state;
    }

    List<Route> routes() {
        String write = "pull_requests:write";
        String either = "issues:write pull_requests:write";
        return List.of(
                Route.granted("GET", REPO + "/pulls", "pull_requests:read", this::list),
                Route.granted("POST", REPO + "/pulls", write, this::create),
                Route.granted("GET", PULL, "pull_requests:read", this::get),
                Route.granted("PATCH", PULL, write, this::change),
                Route.granted("PUT", PULL + "/merge", "contents:write", this::merge),
                Route.granted("POST", PULL + "/requested_reviewers", write, this::reviewers),
                Route.granted("POST", ISSUE + "/labels", either, this::labels));
    }

    private Reply list(Call call) {
        String wanted = call.ask().parameter("state").orElse("open");
        String head = call.ask().parameter("head").orElse("");
        String base = call.ask().parameter("base").orElse("");
        String owner = call.repository().owner() + ":";
        List<PullRequest> pulls =
                state.pulls().all(call.repository()).stream()
                        .filter(pull -> wanted.equals("all") || pull.state().equals(wanted))
                        .filter(pull -> head.isEmpty() || head.equals(owner + pull.head()))
                        .filter(pull -> base.isEmpty() || base.equals(pull.base()))
                        .toList();
        return Page.of(call.ask(), pulls, pull -> call.views().pull(call.repository(), pull));
    }

    private Reply create(Call call) {
        Ask ask = call.ask();
        JsonNode body = ask.json();
        PullRequest made =
                state.pulls()
                        .create(
                                call.repository(),
                                call.caller(),
                                new Pulls.Wanted(
                                        ask.text("title").orElse(""),
                                        ask.text("body").orElse(null),
                                        ask.text("head").orElse(""),
                                        ask.text("base").orElse(""),
                                        body.path("draft").asBoolean(false)));
        ObjectNode view = call.views().pull(call.repository(), made);
        return Reply.json(201, view).with(Map.of("Location", view.path("url").asString()));
    }

    private Reply get(Call call) {
        PullRequest pull = state.pulls().get(call.repository(), call.parameter("pull_number"));
        return Reply.json(200, call.views().pull(call.repository(), pull));
    }

    private Reply change(Call call) {
        Ask ask = call.ask();
        PullRequest changed =
                state.pulls()
                        .change(
                                call.repository(),
                                call.parameter("pull_number"),
                                draft -> {
                                    draft.title = ask.text("title").orElse(draft.title);
                                    draft.body = ask.text("body").orElse(draft.body);
                                    draft.state = ask.text("state").orElse(draft.state);
                                    draft.base = ask.text("base").orElse(draft.base);
                                });
        return Reply.json(200, call.views().pull(call.repository(), changed));
    }

    private Reply merge(Call call) {
        Ask ask = call.ask();
        String number = call.parameter("pull_number");
        PullRequest pull = state.pulls().get(call.repository(), number);
        String method = ask.text("merge_method").orElse("merge");
        String title =
                ask.text("commit_title")
                        .orElse(
                                method.equals("squash")
                                        ? "%s (#%s)".formatted(pull.title(), number)
                                        : "Merge pull request #%s from %s/%s"
                                                .formatted(
                                                        number,
                                                        call.repository().owner(),
                                                        pull.head()));
        String message = ask.text("commit_message").orElse("");
        String commit =
                state.pulls()
                        .merge(
                                call.repository(),
                                number,
                                ask.text("sha").orElse(null),
                                new Pulls.Merge(method, title, message));
        return Reply.json(
                200,
                Map.of(
                        "sha",
                        commit,
                        "merged",
                        true,
                        "message",
                        "Pull Request successfully merged"));
    }

    private Reply reviewers(Call call) {
        List<String> wanted = new ArrayList<>();
        call.ask().json().path("reviewers").forEach(login -> wanted.add(login.asString("")));
        for (String login : wanted) {
            if (call.repository().isPrivate()
                    && call.repository().permissionOf(login).equals("none")) {
                throw new Refused(
                        422,
                        "Reviews may only be requested from collaborators. One or more of the"
                                + " users or teams you specified is not a collaborator of the "
                                + call.repository().fullName()
                                + " repository.");
            }
        }
        PullRequest changed =
                state.pulls()
                        .change(
                                call.repository(),
                                call.parameter("pull_number"),
                                draft -> draft.reviewers = joined(draft.reviewers, wanted));
        return Reply.json(201, call.views().pull(call.repository(), changed));
    }

    private static List<String> joined(List<String> old, List<String> more) {
        Set<String> all = new LinkedHashSet<>(old);
        all.addAll(more);
        return List.copyOf(all);
    }

    private Reply labels(Call call) {
        List<String> wanted = new ArrayList<>();
        JsonNode body = call.ask().json();
        (body.isArray() ? body : body.path("labels"))
                .forEach(label ->
                        wanted.add(
                                label.isString()
                                        ? label.stringValue()
                                        : label.path("name").asString("")));
        PullRequest changed =
                state.pulls()
                        .change(
                                call.repository(),
                                call.parameter("issue_number"),
                                draft -> draft.labels = joined(draft.labels, wanted));
        ArrayNode view =
                Views.list(changed.labels(), name -> call.views().label(call.repository(), name));
        return Reply.json(200, view);
    }
}
