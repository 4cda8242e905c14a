package dev.pithyjaunt.github.access;

import dev.pithyjaunt.github.rest.Answer;
import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out what a credential may do at a repository: from what an app was granted, from the
/// scopes of a classic token, else by requests for what can not be done. GitHub refuses these with
/// 403 for lack of permission, and otherwise with 404 or 422.
record Possessions(Session session, RepositoryName name) {

    private static final String NONE = "pithy-jaunt-tries-its-token";

    Map<Need, Possession> all(
            Optional<Set<String>> scopes, Optional<Map<String, String>> permissions) {
        Map<Need, Possession> all = new EnumMap<>(Need.class);
        if (permissions.isPresent()) {
            for (Need need : Need.values()) {
                all.put(need, of(need.isIn(permissions.get())));
            }
            return all;
        }
        var repository =
                session.send(Call.get("reading the repository " + name, name.path())).fields();
        if (scopes.isPresent()) {
            boolean mayPush =
                    repository.findObject("permissions").map(p -> p.flag("push")).orElse(false);
            for (Need need : Need.values()) {
                boolean inScope = need.isIn(scopes.get(), !repository.flag("private"));
                all.put(need, of(inScope && (mayPush || need == Need.ACTIONS_READ)));
            }
            return all;
        }
        for (Need need : Need.values()) {
            all.put(need, probe(need));
        }
        return all;
    }

    private static Possession of(boolean has) {
        return has ? Possession.HAS : Possession.LACKS;
    }

    private Possession probe(Need need) {
        return switch (need) {
            // What can't be done, whatever the token may: no commit and no branch is called so.
            case CONTENTS_WRITE ->
                    refused(
                            post(
                                    "contents",
                                    "/git/refs",
                                    body().put("ref", "refs/heads/" + NONE)
                                            .put("sha", "0".repeat(40))));
            case PULL_REQUESTS_WRITE ->
                    refused(
                            post(
                                    "pull requests",
                                    "/pulls",
                                    body().put("title", NONE).put("head", NONE).put("base", NONE)));
            case ACTIONS_READ ->
                    refused(
                            Call.get(
                                    "trying whether the token may read runs of " + name,
                                    name.path() + "/actions/runs?per_page=1"));
            case ACTIONS_WRITE -> refused(post("runs", "/actions/runs/0/cancel", null));
            case WORKFLOWS -> Possession.UNKNOWN;
        };
    }

    private static ObjectNode body() {
        return JsonMapper.shared().createObjectNode();
    }

    private Call post(String what, String path, @Nullable ObjectNode body) {
        return Call.post(
                        "trying whether the token may write %s of %s".formatted(what, name),
                        name.path() + path,
                        body)
                .repeatable();
    }

    private Possession refused(Call call) {
        Answer answer = session.send(call.expecting(400, 403, 404, 409, 422));
        return of(answer.status() != 403);
    }
}
