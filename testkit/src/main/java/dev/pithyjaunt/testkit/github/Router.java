package dev.pithyjaunt.testkit.github;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds who answers a request on REST, and dresses the answer as GitHub does.
final class Router {

    private static final Set<String> VERSIONS = Set.of("2022-11-28", "2026-03-10");

    private final State state;
    private final Gate gate;
    private final Rates rates;
    private final List<Route> routes = new ArrayList<>();

    Router(State state, Gate gate, List<List<Route>> groups) {
        this.state = state;
        this.gate = gate;
        this.rates = new Rates(state.clock());
        groups.forEach(routes::addAll);
        routes.add(Route.of("GET", "/rate_limit", new Route.Access.Anyone(), this::rateLimit));
    }

    /// An endpoint and what the path says.
    record Found(Route route, Map<String, String> parameters) {}

    Optional<Found> find(Ask ask) {
        for (Route route : routes) {
            Optional<Map<String, String>> parameters =
                    route.method().equals(ask.method())
                            ? route.match(ask.path())
                            : Optional.empty();
            if (parameters.isPresent()) {
                return Optional.of(new Found(route, parameters.get()));
            }
        }
        return Optional.empty();
    }

    Reply reply(Found found, Ask ask) {
        Reply reply;
        try {
            String version = ask.header("X-GitHub-Api-Version").orElse("2022-11-28");
            if (!VERSIONS.contains(version)) {
                throw new Refused(400, "\"%s\" is not a supported version".formatted(version));
            }
            Call call = gate.allowed(found.route(), ask, found.parameters());
            reply = found.route().handler().reply(call);
        } catch (Refused e) {
            reply = e.reply();
        }
        return dressed(ask, reply);
    }

    private Reply rateLimit(Call call) {
        Map<String, Integer> core = rates.count(key(call.ask()), 0);
        Map<String, Object> resources = Map.of("core", core, "search", core);
        return Reply.json(200, Map.of("resources", resources, "rate", core));
    }

    private static String key(Ask ask) {
        return ask.header("Authorization").orElse("");
    }

    private Reply dressed(Ask ask, Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        String tag = "W/\"" + digest(reply.body()) + "\"";
        boolean same =
                reply.status() == 200
                        && ask.method().equals("GET")
                        && ask.header("If-None-Match").filter(tag::equals).isPresent();
        int cost = same || ask.path().equals("/rate_limit") ? 0 : 1;
        rates.count(key(ask), cost)
                .forEach((name, value) -> headers.put("x-ratelimit-" + name, value.toString()));
        headers.put("x-ratelimit-resource", "core");
        headers.put(
                "x-github-api-version-selected",
                ask.header("X-GitHub-Api-Version").orElse("2022-11-28"));
        scopes(ask).ifPresent(scopes -> headers.put("x-oauth-scopes", scopes));
        if (reply.status() == 200 && ask.method().equals("GET")) {
            headers.put("ETag", tag);
        }
        return (same ? Reply.empty(304) : reply).with(headers);
    }

    private Optional<String> scopes(Ask ask) {
        try {
            Token token = gate.token(state.tokens().shown(ask.headers().getFirst("Authorization")));
            return Optional.ofNullable(token)
                    .filter(t -> t.kind() == TokenKind.CLASSIC)
                    .map(t -> t.scopes().stream().sorted().toList())
                    .map(list -> String.join(", ", list));
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(new String(bytes, StandardCharsets.UTF_8), e);
        }
    }
}
