package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/// Who asks, repositories, and what is set on them.
final class RepositoryEndpoints {

    private static final String REPO = "/repos/{owner}/{repo}";

    private RepositoryEndpoints() {}

    static List<Route> routes() {
        return List.of(
                Route.of("GET", "/user", new Route.Access.Somebody(), RepositoryEndpoints::user),
                Route.of(
                        "GET",
                        "/meta",
                        new Route.Access.Anyone(),
                        _ -> Reply.json(200, Map.of("verifiable_password_authentication", false))),
                Route.granted("GET", REPO, "metadata:read", RepositoryEndpoints::repository),
                Route.granted(
                        "GET",
                        REPO + "/collaborators/{username}/permission",
                        "metadata:read",
                        RepositoryEndpoints::permission));
    }

    private static Reply user(Call call) {
        return switch (call.caller().kind()) {
            case CLASSIC, FINE_GRAINED ->
                    Reply.json(200, call.views().account(call.caller().login()));
            case INSTALLATION, JOB, APP, NONE ->
                    throw new Refused(403, "Resource not accessible by integration");
        };
    }

    private static Reply repository(Call call) {
        StandInRepository repository = call.repository();
        ObjectNode view = call.views().repository(repository);
        Token token = call.token();
        if (token != null) {
            boolean admin = repository.permissionOf(token.login()).equals("admin");
            boolean push =
                    token.isPersonal()
                            ? Gate.mayWrite(repository, token)
                            : token.grants("contents:write");
            view.putObject("permissions")
                    .put("admin", admin)
                    .put("maintain", admin)
                    .put("push", push)
                    .put("triage", push)
                    .put("pull", true);
        }
        return Reply.json(200, view);
    }

    private static Reply permission(Call call) {
        String login = call.parameter("username");
        String role = call.repository().permissionOf(login);
        String permission =
                switch (role) {
                    case "maintain" -> "write";
                    case "triage" -> "read";
                    default -> role;
                };
        ObjectNode view = Views.object().put("permission", permission).put("role_name", role);
        ObjectNode user = call.views().user(login).put("role_name", role);
        user.putObject("permissions")
                .put("pull", !role.equals("none"))
                .put("triage", !List.of("none", "read").contains(role))
                .put("push", List.of("write", "maintain", "admin").contains(role))
                .put("maintain", List.of("maintain", "admin").contains(role))
                .put("admin", role.equals("admin"));
        view.set("user", user);
        return Reply.json(200, view);
    }
}
