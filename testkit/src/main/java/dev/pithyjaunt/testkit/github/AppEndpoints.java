package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// GitHub Apps: where they are installed, and the tokens that they mint.
final class AppEndpoints {

    private static final Duration LIFE = Duration.ofHours(1);

    private final State state;
    private final Keys keys;

    AppEndpoints(State state, Keys keys) {
        this.state = state;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/app", new Route.Access.App(), this::app),
                Route.granted(
                        "GET", "/repos/{owner}/{repo}/installation", "app", this::installation),
                Route.of(
                        "POST",
                        "/app/installations/{installation_id}/access_tokens",
                        new Route.Access.App(),
                        this::mint));
    }

    private Reply app(Call call) {
        StandInApp app = call.callingApp();
        String time = Views.time(state.clock().instant());
        ObjectNode view =
                Views.object()
                        .put("id", app.id())
                        .put("slug", app.slug())
                        .put("client_id", app.clientId())
                        .put("node_id", "A_" + app.id())
                        .put("name", app.slug())
                        .put("description", "")
                        .put("external_url", "https://example.org")
                        .put("html_url", call.ask().addresses().web() + "/apps/" + app.slug())
                        .put("created_at", time)
                        .put("updated_at", time)
                        .put("installations_count", app.installations().size());
        view.set("owner", call.views().user(app.owner()));
        app.permissions().forEach(view.putObject("permissions")::put);
        view.putArray("events");
        return Reply.json(200, view);
    }

    private Reply installation(Call call) {
        StandInApp app = call.callingApp();
        StandInApp.Installation found =
                app.installations().values().stream()
                        .filter(i -> i.repositories().contains(call.repository().fullName()))
                        .findFirst()
                        .orElseThrow(Refused::notFound);
        String url = call.ask().addresses().api() + "/app/installations/" + found.id();
        String time = Views.time(state.clock().instant());
        ObjectNode view =
                Views.object()
                        .put("id", found.id())
                        .put("app_id", app.id())
                        .put("app_slug", app.slug())
                        .put("client_id", app.clientId())
                        .put("target_id", Views.userId(found.account()))
                        .put("target_type", "Organization")
                        .put("repository_selection", "selected")
                        .put("access_tokens_url", url + "/access_tokens")
                        .put("html_url", call.ask().addresses().web() + "/settings/installations")
                        .put(
                                "repositories_url",
                                call.ask().addresses().api() + "/installation/repositories")
                        .put("created_at", time)
                        .put("updated_at", time)
                        .putNull("single_file_name")
                        .putNull("suspended_by")
                        .putNull("suspended_at");
        view.set("account", call.views().user(found.account()));
        app.permissions().forEach(view.putObject("permissions")::put);
        view.putArray("events");
        return Reply.json(200, view);
    }

    private Reply mint(Call call) {
        StandInApp app = call.callingApp();
        String id = call.parameter("installation_id");
        StandInApp.Installation found =
                id.matches("[0-9]{1,18}") ? app.installations().get(Long.valueOf(id)) : null;
        if (found == null) {
            throw Refused.notFound();
        }
        JsonNode body = call.ask().json();
        Map<String, String> permissions = narrowed(app, body.path("permissions"));
        Set<String> repositories = narrowed(found, body);
        Token token = keys.installationToken(app, permissions, repositories, LIFE);
        Instant end = state.clock().instant().plus(LIFE);
        ObjectNode view =
                Views.object()
                        .put("token", token.value())
                        .put("expires_at", Views.time(end))
                        .put("repository_selection", "selected");
        token.permissions().forEach(view.putObject("permissions")::put);
        view.set(
                "repositories",
                Views.list(
                        state.repositories().stream()
                                .filter(r -> repositories.contains(r.fullName()))
                                .toList(),
                        call.views()::repository));
        return Reply.json(201, view);
    }

    private static Map<String, String> narrowed(StandInApp app, JsonNode wanted) {
        if (wanted.isEmpty()) {
            return app.permissions();
        }
        Map<String, String> permissions = new LinkedHashMap<>();
        for (String name : wanted.propertyNames()) {
            String level = wanted.path(name).asString("");
            String own = app.permissions().getOrDefault(name, "none");
            if (!own.equals("write") && !own.equals(level)) {
                throw new Refused(
                        422, "The permissions requested are not granted to this installation.");
            }
            permissions.put(name, level);
        }
        return Token.permissions(permissions);
    }

    private Set<String> narrowed(StandInApp.Installation installation, JsonNode body) {
        Set<String> names = new LinkedHashSet<>();
        body.path("repositories")
                .forEach(name -> names.add(installation.account() + "/" + name.asString("")));
        body.path("repository_ids")
                .forEach(id ->
                        names.add(
                                state.repositories().stream()
                                        .filter(r -> r.id() == id.asLong())
                                        .map(StandInRepository::fullName)
                                        .findFirst()
                                        .orElse("")));
        if (!installation.repositories().containsAll(names)) {
            throw new Refused(
                    422,
                    "There is at least one repository that does not exist or is not accessible to"
                            + " the parent installation.");
        }
        return names.isEmpty() ? installation.repositories() : names;
    }
}
