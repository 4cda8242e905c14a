package dev.pithyjaunt.agent.model.http;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.proxy.ProxyRoute;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Turns what can go wrong in a call into the exception that says so. Only failures of the
/// connection are handed on as causes: others may hold what the provider echoed.
public final class Failures {

    private static final int MAX_WORDS = 300;
    private static final int PROXY_REFUSED = 407;

    private final ModelSettings settings;
    private final Redactor redactor;

    public Failures(ModelSettings settings) {
        this.settings = settings;
        List<String> secrets = new ArrayList<>(List.of(settings.apiKey()));
        secrets.addAll(settings.proxies().secrets());
        this.redactor = new Redactor(secrets);
    }

    ModelException noTimeLeft() {
        return failure(
                OptionalInt.empty(), Reason.TIMEOUT, "was not asked: no time was left", null);
    }

    ModelException timeout(Duration limit) {
        return failure(
                OptionalInt.empty(),
                Reason.TIMEOUT,
                "did not complete its answer within " + seconds(limit),
                null);
    }

    ModelException stalled(Duration limit) {
        return failure(
                OptionalInt.of(200),
                Reason.STALLED,
                "began its answer and then sent nothing for " + seconds(limit),
                null);
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3)
                        .setScale(1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " seconds";
    }

    /// A status that is no success.
    ///
    /// @param address that was asked
    ModelException answered(HttpAnswer answer, URI address, Instant now) {
        ProxyRoute route = new ProxyRoute(settings.proxies(), address);
        if (answer.status() == PROXY_REFUSED && route.proxy().isPresent()) {
            return refusedByProxy(route);
        }
        ErrorBody error = ErrorBody.parse(answer.text());
        RetryAdvice advice = RetryAdvice.of(answer.headers(), now);
        String words = answer.status() < 400 ? redirect(answer, address) : words(error.words());
        return new ModelException(
                settings.provider(),
                OptionalInt.of(answer.status()),
                Judgement.of(answer.status(), error, advice),
                advice.after(),
                message("answered " + answer.status() + after(words)),
                null);
    }

    private ModelException refusedByProxy(ProxyRoute route) {
        return failure(
                OptionalInt.of(PROXY_REFUSED),
                Reason.REJECTED,
                "can't be reached: the proxy %s wants another user or password; set them in %s"
                        .formatted(route.proxy().orElse(""), route.setting()),
                null);
    }

    /// Where to, without the path and the query, which may hold a secret.
    private String redirect(HttpAnswer answer, URI address) {
        return answer.headers()
                .firstValue("location")
                .flatMap(to -> origin(address, to))
                .map(origin ->
                        "it redirects to %s, and no redirect is followed".formatted(words(origin)))
                .orElse("this is a redirect, and none is followed");
    }

    private static Optional<String> origin(URI from, String location) {
        try {
            URI to = from.resolve(location.strip());
            String port = to.getPort() < 0 ? "" : ":" + to.getPort();
            return to.getHost() == null
                    ? Optional.empty()
                    : Optional.of("%s://%s%s".formatted(to.getScheme(), to.getHost(), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A success whose body is no stream: an error, or not this protocol.
    ModelException noEvents(HttpAnswer answer) {
        ErrorBody error = ErrorBody.parse(answer.text());
        return error.codes().isEmpty()
                ? broken("answered with something else than a stream of events", error.words())
                : inside("answered with an error", error);
    }

    /// @param status that had arrived
    ModelException brokenOff(int status, Throwable cause) {
        return failure(
                OptionalInt.of(status),
                Reason.BROKEN,
                "broke off its answer: " + words(connectionWords(cause)),
                cause);
    }

    /// No answer began.
    ModelException connection(Throwable cause, ProxyRoute route) {
        if (route.isRefused()) {
            return refusedByProxy(route);
        }
        String through = route.proxy().map(proxy -> " through the proxy " + proxy).orElse("");
        return failure(
                OptionalInt.empty(),
                Reason.UNREACHABLE,
                "can't be reached" + through + ": " + words(connectionWords(cause)),
                cause);
    }

    /// The JDK leaves the message of the commonest failures empty.
    private static String connectionWords(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "there is no such host";
            }
        }
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "no connection within the time for one";
            case ConnectException _ -> "nothing listens there";
            default ->
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage();
        };
    }

    /// A success that holds no complete answer.
    ///
    /// @param what continues "openai (model) at address ..."
    /// @param providerWords empty for none
    public ModelException broken(String what, String providerWords) {
        return failure(
                OptionalInt.of(200), Reason.BROKEN, what + after(words(providerWords)), null);
    }

    /// An error in the middle of an answer.
    ///
    /// @param event as it came
    public ModelException inside(JsonNode event) {
        return inside("broke off its answer", ErrorBody.of(event));
    }

    /// As above.
    ///
    /// @param event as it came, JSON or not
    public ModelException inside(String event) {
        return inside("broke off its answer", ErrorBody.parse(event));
    }

    private ModelException inside(String what, ErrorBody error) {
        return failure(
                OptionalInt.of(200),
                Judgement.inside(error),
                what + after(words(error.words())),
                null);
    }

    private static String after(String words) {
        return words.isEmpty() ? "" : ": " + words;
    }

    /// Redacted before it is cut: half a key is a secret too.
    private String words(String text) {
        String redacted = redactor.redact(text);
        return redacted.length() <= MAX_WORDS ? redacted : redacted.substring(0, MAX_WORDS) + "...";
    }

    private ModelException failure(
            OptionalInt status, Reason reason, String what, @Nullable Throwable cause) {
        return new ModelException(settings.provider(), status, reason, message(what), cause);
    }

    private String message(String what) {
        return "%s (%s) at %s %s"
                .formatted(settings.provider(), settings.name(), settings.baseUrl(), what);
    }
}
