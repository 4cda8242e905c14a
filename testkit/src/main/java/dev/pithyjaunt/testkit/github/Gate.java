package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Decides whether who asks may, and refuses in GitHub's words.
final class Gate {

    private final State state;

    Gate(State state) {
        this.state = state;
    }

    Call allowed(Route route, Ask ask, Map<String, String> parameters) {
        String shown = state.tokens().shown(ask.headers().getFirst("Authorization"));
        return switch (route.access()) {
            case Route.Access.App() ->
                    new Call(ask, parameters, null, null, state.apps().verified(shown));
            case Route.Access.Anyone() -> new Call(ask, parameters, token(shown), null, null);
            case Route.Access.Somebody() -> {
                if (shown == null) {
                    throw new Refused(401, "Requires authentication");
                }
                yield new Call(ask, parameters, token(shown), null, null);
            }
            case Route.Access.Granted(List<String> grants) -> {
                if (grants.equals(List.of("app"))) {
                    StandInApp app = state.apps().verified(shown);
                    yield new Call(ask, parameters, null, named(parameters), app);
                }
                Token token = token(shown);
                StandInRepository repository = named(parameters);
                check(repository, token, grants, ask.method().equals("GET"));
                yield new Call(ask, parameters, token, repository, null);
            }
        };
    }

    @Nullable Token token(@Nullable String shown) {
        return shown == null
                ? null
                : state.tokens().find(shown).orElseThrow(() -> new Refused(401, "Bad credentials"));
    }

    private StandInRepository named(Map<String, String> parameters) {
        return state.find(parameters.get("owner") + "/" + parameters.get("repo"))
                .orElseThrow(Refused::notFound);
    }

    /// @throws Refused with 404, 401 or 403
    void check(
            StandInRepository repository,
            @Nullable Token token,
            List<String> grants,
            boolean reads) {
        if (!isVisible(repository, token)) {
            throw Refused.notFound();
        }
        boolean open = !repository.isPrivate() && reads && grants.stream().allMatch(Gate::isOpen);
        if (open) {
            return;
        }
        if (token == null) {
            throw new Refused(401, "Requires authentication");
        }
        if (!token.reaches(repository) || grants.stream().noneMatch(token::grants)) {
            throw missing(token);
        }
        if (token.isPersonal() && !reads && !mayWrite(repository, token)) {
            throw new Refused(403, "Must have push access to repository");
        }
        if (!reads && repository.isArchived()) {
            throw new Refused(403, "Repository was archived so is read-only.");
        }
    }

    /// What anybody may read of a public repository.
    private static boolean isOpen(String grant) {
        return List.of(
                        "metadata:read",
                        "contents:read",
                        "actions:read",
                        "issues:read",
                        "pull_requests:read")
                .contains(grant);
    }

    static boolean isVisible(StandInRepository repository, @Nullable Token token) {
        return !repository.isPrivate()
                || (token != null
                        && token.reaches(repository)
                        && (!token.isPersonal()
                                || !repository.permissionOf(token.login()).equals("none")));
    }

    static boolean mayWrite(StandInRepository repository, Token token) {
        return List.of("admin", "maintain", "write")
                .contains(repository.permissionOf(token.login()));
    }

    static Refused missing(Token token) {
        return switch (Objects.requireNonNull(token).kind()) {
            case CLASSIC -> Refused.notFound();
            case FINE_GRAINED ->
                    new Refused(403, "Resource not accessible by personal access token");
            case INSTALLATION, JOB, APP, NONE ->
                    new Refused(403, "Resource not accessible by integration");
        };
    }
}
