package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `gh` 2.23 asks of GraphQL, by the names of its operations; anything else is refused and
/// recorded.
final class GraphQl {

    private static final Pattern OPERATION =
            Pattern.compile("\\b(?:query|mutation)\\s+([A-Za-z]+)");

    private final State state;
    private final Gate gate;

    GraphQl(State state) {
        this.state = state;
        this.gate = new Gate(state);
    }

    Reply reply(Ask ask) {
        Token token = gate.token(state.tokens().shown(ask.headers().getFirst("Authorization")));
        if (token == null) {
            throw new Refused(401, "This endpoint requires you to be authenticated.");
        }
        JsonNode body = ask.json();
        Matcher matcher = OPERATION.matcher(body.path("query").asString(""));
        String operation = matcher.find() ? matcher.group(1) : "";
        JsonNode variables = body.path("variables");
        Views views = new Views(ask.addresses());
        return switch (operation) {
            case "UserCurrent" -> {
                ObjectNode data = Views.object();
                data.putObject("viewer").put("login", token.login());
                yield data(data);
            }
            case "RepositoryInfo" ->
                    about(token, variables, "name", "metadata:read", this::repository);
            case "PullRequestForBranch" ->
                    about(
                            token,
                            variables,
                            "repo",
                            "pull_requests:read",
                            found -> pulls(views, found, variables, "headRefName", "states"));
            case "PullRequestList" ->
                    about(
                            token,
                            variables,
                            "repo",
                            "pull_requests:read",
                            found -> pulls(views, found, variables, "headBranch", "state"));
            case "PullRequestByNumber" ->
                    about(
                            token,
                            variables,
                            "repo",
                            "pull_requests:read",
                            found -> {
                                String number = variables.path("pr_number").asString("");
                                PullRequest pull = state.pulls().get(found, number);
                                ObjectNode data = repository(found);
                                data.set("pullRequest", node(views, found, pull));
                                return data;
                            });
            case "PullRequestCreate" -> create(token, variables.path("input"), views);
            default -> {
                String query = new String(ask.body(), StandardCharsets.UTF_8);
                state.violations().add("GraphQL that is not known here: " + query);
                throw new Refused(501, "The stand-in does not know this query");
            }
        };
    }

    @FunctionalInterface
    private interface Question {
        ObjectNode answer(StandInRepository found);
    }

    private Reply about(
            Token token, JsonNode variables, String name, String grant, Question question) {
        String fullName =
                variables.path("owner").asString("") + "/" + variables.path(name).asString("");
        StandInRepository found = state.find(fullName).orElse(null);
        if (found == null || !Gate.isVisible(found, token)) {
            return error(
                    "repository",
                    "NOT_FOUND",
                    "Could not resolve to a Repository with the name '" + fullName + "'.");
        }
        try {
            gate.check(found, token, List.of(grant), true);
            ObjectNode data = Views.object();
            data.set("repository", question.answer(found));
            return data(data);
        } catch (Refused e) {
            return error("repository", "FORBIDDEN", e.reason());
        }
    }

    private ObjectNode repository(StandInRepository found) {
        ObjectNode view =
                Views.object()
                        .put("id", "R_" + found.id())
                        .put("name", found.name())
                        .put("hasIssuesEnabled", true)
                        .put("hasWikiEnabled", false)
                        .put("description", "")
                        .put("viewerPermission", "WRITE")
                        .put("isPrivate", found.isPrivate())
                        .put("mergeCommitAllowed", true)
                        .put("rebaseMergeAllowed", false)
                        .put("squashMergeAllowed", true)
                        .putNull("parent");
        view.putObject("owner").put("login", found.owner());
        view.putObject("defaultBranchRef").put("name", found.defaultBranch());
        return view;
    }

    private ObjectNode pulls(
            Views views,
            StandInRepository found,
            JsonNode variables,
            String headName,
            String statesName) {
        String head = variables.path(headName).asString("");
        String base = variables.path("baseBranch").asString("");
        JsonNode states = variables.path(statesName);
        List<PullRequest> pulls =
                state.pulls().all(found).stream()
                        .filter(pull -> head.isEmpty() || head.equals(pull.head()))
                        .filter(pull -> base.isEmpty() || base.equals(pull.base()))
                        .filter(pull ->
                                states.isEmpty()
                                        || states.valueStream()
                                                .anyMatch(s -> s.asString("").equals(state(pull))))
                        .toList();
        ObjectNode data = repository(found);
        ObjectNode list = data.putObject("pullRequests").put("totalCount", pulls.size());
        list.set("nodes", Views.list(pulls, pull -> node(views, found, pull)));
        list.putObject("pageInfo").put("hasNextPage", false).put("endCursor", "");
        return data;
    }

    private static String state(PullRequest pull) {
        return pull.mergeCommit() != null ? "MERGED" : pull.isOpen() ? "OPEN" : "CLOSED";
    }

    private static ObjectNode node(Views views, StandInRepository found, PullRequest pull) {
        ObjectNode node =
                Views.object()
                        .put("id", Views.nodeId(found, pull))
                        .put("number", pull.number())
                        .put("url", views.web(found) + "/pull/" + pull.number())
                        .put("title", pull.title())
                        .put("body", pull.body())
                        .put("state", state(pull))
                        .put("isDraft", pull.draft())
                        .put("baseRefName", pull.base())
                        .put("headRefName", pull.head())
                        .put("headRefOid", pull.headCommit())
                        .put("isCrossRepository", false)
                        .put("createdAt", Views.time(pull.createdAt()));
        node.putObject("author").put("login", pull.author().replace("[bot]", ""));
        node.putObject("headRepositoryOwner").put("id", "O_1").put("login", found.owner());
        node.putObject("headRepository").put("id", "R_" + found.id()).put("name", found.name());
        return node;
    }

    private Reply create(Token token, JsonNode input, Views views) {
        StandInRepository found =
                state.repositories().stream()
                        .filter(r ->
                                ("R_" + r.id()).equals(input.path("repositoryId").asString("")))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            return error("createPullRequest", "NOT_FOUND", "Could not resolve to a node.");
        }
        try {
            gate.check(found, token, List.of("pull_requests:write"), false);
            Pulls.Wanted wanted =
                    new Pulls.Wanted(
                            input.path("title").asString(""),
                            input.path("body").asString(""),
                            input.path("headRefName").asString(""),
                            input.path("baseRefName").asString(""),
                            input.path("draft").asBoolean(false));
            PullRequest made = state.pulls().create(found, token, wanted);
            ObjectNode data = Views.object();
            data.putObject("createPullRequest").set("pullRequest", node(views, found, made));
            return data(data);
        } catch (Refused e) {
            String words = e.reason().replaceFirst("\\.$", "");
            String type = e.status() == 403 ? "FORBIDDEN" : "UNPROCESSABLE";
            return error("createPullRequest", type, words);
        }
    }

    private static Reply data(@Nullable ObjectNode data) {
        ObjectNode body = Views.object();
        body.set("data", data);
        return Reply.json(200, body);
    }

    private static Reply error(String path, String type, String message) {
        ObjectNode body = Views.object();
        body.putObject("data").putNull(path);
        ObjectNode error = body.putArray("errors").addObject();
        error.put("type", type).put("message", message).putArray("path").add(path);
        return Reply.json(200, body);
    }
}
