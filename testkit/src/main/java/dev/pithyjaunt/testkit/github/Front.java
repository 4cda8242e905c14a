package dev.pithyjaunt.testkit.github;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Takes each request, tells which part of GitHub it is for, and sends what that answers.
final class Front {

    private static final String API = "/api/v3";

    private final State state;
    private final Gate gate;
    private final Faults faults;
    private final Router router;
    private final GitHttp git;
    private final GraphQl graphQl;
    private final IdTokens idTokens;
    private final SignIns signIns;
    private final Contract contract;
    private final CountDownLatch closed;

    Front(
            State state,
            Faults faults,
            Router router,
            GraphQl graphQl,
            IdTokens idTokens,
            SignIns signIns,
            Contract contract,
            CountDownLatch closed) {
        this.state = state;
        this.gate = new Gate(state);
        this.faults = faults;
        this.router = router;
        this.git = new GitHttp(state, gate);
        this.graphQl = graphQl;
        this.idTokens = idTokens;
        this.signIns = signIns;
        this.contract = contract;
        this.closed = closed;
    }

    /// Which part of GitHub a request is for.
    private enum Part {
        REST,
        GRAPH_QL,
        WEB,
        ELSEWHERE
    }

    private record Target(Part part, Ask ask) {}

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Target target = target(exchange);
            Optional<Router.Found> found =
                    target.part() == Part.REST ? router.find(target.ask()) : Optional.empty();
            String template = template(target, found);
            Optional<Fault> fault = faults.next(target.ask().method(), template);
            Optional<Reply> reply = suffer(fault, () -> reply(target, found));
            state.requests()
                    .add(
                            new Seen(
                                    target.ask().method(),
                                    template,
                                    target.ask().path(),
                                    kind(target.ask()),
                                    reply.map(Reply::status).orElse(0)));
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        }
    }

    private static Target target(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String host = uri.getHost();
        String path = uri.getRawPath();
        Part part = Part.WEB;
        Addresses addresses = Addresses.proxied();
        if (host == null) {
            addresses = Addresses.direct(exchange.getLocalAddress().getPort());
            if (path.equals("/api/graphql")) {
                part = Part.GRAPH_QL;
            } else if (path.startsWith(API + "/") || path.equals(API)) {
                part = Part.REST;
                path = path.substring(API.length());
            }
        } else {
            part =
                    switch (host.toLowerCase(Locale.ROOT)) {
                        case "api.github.localhost" ->
                                path.equals("/graphql") ? Part.GRAPH_QL : Part.REST;
                        case "github.localhost" -> Part.WEB;
                        default -> Part.ELSEWHERE;
                    };
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        Ask ask =
                new Ask(
                        exchange.getRequestMethod(),
                        part == Part.ELSEWHERE ? uri.toString() : path,
                        Ask.query(uri.getRawQuery()),
                        exchange.getRequestHeaders(),
                        body,
                        addresses);
        return new Target(part, ask);
    }

    private static String template(Target target, Optional<Router.Found> found) {
        return switch (target.part()) {
            case REST -> found.map(f -> f.route().template()).orElse(target.ask().path());
            case GRAPH_QL -> "/graphql";
            case WEB -> GitHttp.template(target.ask()).orElse(target.ask().path());
            case ELSEWHERE -> target.ask().path();
        };
    }

    private Reply reply(Target target, Optional<Router.Found> found) {
        Ask ask = target.ask();
        try {
            return switch (target.part()) {
                case REST -> rest(ask, found);
                case GRAPH_QL -> graphQl.reply(ask);
                case WEB -> web(ask);
                case ELSEWHERE -> {
                    state.violations()
                            .add("asked of the proxy: " + ask.method() + " " + ask.path());
                    yield Reply.text(502, "this proxy leads to github.localhost only\n");
                }
            };
        } catch (Refused e) {
            return e.reply();
        } catch (RuntimeException e) {
            state.violations().add("%s %s failed: %s".formatted(ask.method(), ask.path(), e));
            return Reply.json(500, Map.of("message", "The stand-in failed: " + e));
        }
    }

    private Reply web(Ask ask) {
        if (GitHttp.isFor(ask)) {
            return git.reply(ask);
        }
        return SignIns.isFor(ask) ? signIns.reply(ask) : idTokens.reply(ask);
    }

    private Reply rest(Ask ask, Optional<Router.Found> found) {
        if (found.isEmpty()) {
            state.violations().add("no such endpoint here: " + ask.method() + " " + ask.path());
            return Reply.json(501, Map.of("message", "The stand-in has no such endpoint"));
        }
        String template = found.get().route().template();
        Optional<String> broken = contract.request(template, ask, found.get().parameters());
        if (broken.isPresent()) {
            state.violations().add(broken.get());
            return Reply.json(501, Map.of("message", broken.get()));
        }
        Reply reply = router.reply(found.get(), ask);
        contract.answer(ask.method(), template, reply).ifPresent(state.violations()::add);
        return reply;
    }

    private TokenKind kind(Ask ask) {
        try {
            String shown = state.tokens().shown(ask.headers().getFirst("Authorization"));
            if (shown == null) {
                return TokenKind.NONE;
            }
            return state.tokens()
                    .find(shown)
                    .map(Token::kind)
                    .orElse(Jwt.claims(shown).isPresent() ? TokenKind.APP : TokenKind.NONE);
        } catch (Refused | IllegalArgumentException e) {
            return TokenKind.NONE;
        }
    }

    /// @return empty when the connection is to be cut
    private Optional<Reply> suffer(
            Optional<Fault> fault, java.util.function.Supplier<Reply> doing) {
        return switch (fault.orElse(null)) {
            case null -> Optional.of(doing.get());
            case Fault.Status(int status, Map<String, String> headers, String body) ->
                    Optional.of(
                            Reply.text(status, body)
                                    .with(Map.of("Content-Type", "application/json"))
                                    .with(headers));
            case Fault.SecondaryLimit(Duration after) ->
                    Optional.of(
                            new Refused(
                                            403,
                                            "You have exceeded a secondary rate limit. Please wait"
                                                    + " a few minutes before you try again.")
                                    .reply()
                                    .with(Map.of("retry-after", "" + after.toSeconds())));
            case Fault.PrimaryLimit(Duration left) ->
                    Optional.of(
                            new Refused(403, "API rate limit exceeded for user.")
                                    .reply()
                                    .with(exhausted(left)));
            case Fault.Slow(Duration after) -> {
                pause(after);
                yield Optional.of(doing.get());
            }
            case Fault.Cut() -> Optional.empty();
            case Fault.DoneThenCut() -> {
                Reply _ = doing.get();
                yield Optional.empty();
            }
        };
    }

    private Map<String, String> exhausted(Duration left) {
        long reset = state.clock().instant().plus(left).getEpochSecond();
        return Map.of(
                "x-ratelimit-limit", "5000",
                "x-ratelimit-remaining", "0",
                "x-ratelimit-used", "5000",
                "x-ratelimit-resource", "core",
                "x-ratelimit-reset", Long.toString(reset));
    }

    private void pause(Duration time) {
        try {
            boolean _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("x-github-request-id", "FAKE:" + state.nextId());
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
