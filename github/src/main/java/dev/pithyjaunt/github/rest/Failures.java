package dev.pithyjaunt.github.rest;

import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.protocol.proxy.ProxyRoute;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Turns what can go wrong in a call into the exception that says so.
final class Failures {

    private static final int PROXY_REFUSED = 407;

    private final GitHubAddress address;
    private final ProxyRoute route;
    private final List<String> secrets;

    /// @param secrets what no message may show, beside tokens
    Failures(GitHubAddress address, ProxyRoute route, List<String> secrets) {
        this.address = address;
        this.route = route;
        this.secrets = List.copyOf(secrets);
    }

    /// A status that is no success.
    ForgeException answered(Call call, Answer answer, String token) {
        if (answer.status() == PROXY_REFUSED && route.proxy().isPresent()) {
            return refusedByProxy(call);
        }
        String takes =
                answer.status() == 403 || answer.status() == 404
                        ? answer.header("x-accepted-github-permissions")
                                .map(permissions -> " (it takes " + permissions + ")")
                                .orElse("")
                        : "";
        String words = ErrorWords.of(answer.text());
        return failure(
                kind(call, answer.status()),
                answer,
                "%s: GitHub answered %d%s%s"
                        .formatted(
                                call.what(),
                                answer.status(),
                                words.isEmpty() ? "" : ": " + words,
                                takes),
                token);
    }

    private static Kind kind(Call call, int status) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404, 410 -> Kind.NOT_FOUND;
            case 405, 409, 412 -> Kind.CONFLICT;
            default -> {
                if (status >= 500) {
                    yield call.isRepeatable() ? Kind.UNREACHABLE : Kind.OUTCOME_UNKNOWN;
                }
                yield status >= 400 ? Kind.INVALID : Kind.UNEXPECTED;
            }
        };
    }

    private ForgeException refusedByProxy(Call call) {
        return failure(
                Kind.UNREACHABLE,
                OptionalInt.of(PROXY_REFUSED),
                "%s: GitHub can't be reached: the proxy %s wants another user or password; set them in %s"
                        .formatted(call.what(), route.proxy().orElse(""), route.setting()),
                null);
    }

    /// @param to where it leads, of which only the host is shown
    ForgeException redirected(Call call, Answer answer, Optional<URI> to, String token) {
        String where = to.map(URI::getHost).orElse("no address");
        return failure(
                Kind.UNEXPECTED,
                answer,
                "%s: GitHub answered %d, a redirect to %s that is not followed"
                        .formatted(call.what(), answer.status(), where),
                token);
    }

    ForgeException tooLarge(Call call, int maxBytes) {
        return failure(
                Kind.UNEXPECTED,
                OptionalInt.empty(),
                "%s: GitHub's answer is larger than %d bytes".formatted(call.what(), maxBytes),
                null);
    }

    ForgeException limited(Call call, Instant resumesAt, Optional<Answer> refusal, String token) {
        String words = refusal.map(answer -> ErrorWords.of(answer.text())).orElse("");
        String message =
                "%s: GitHub's limit of calls is reached, and it goes on at %s, which is later than this call may wait%s"
                        .formatted(call.what(), resumesAt, words.isEmpty() ? "" : ": " + words);
        return new ForgeException(
                Kind.LIMITED,
                refusal.map(answer -> OptionalInt.of(answer.status())).orElse(OptionalInt.empty()),
                refusal.flatMap(answer -> answer.header("x-github-request-id")),
                Optional.of(resumesAt),
                redacted(message, token),
                null);
    }

    ForgeException outOfTime(Call call) {
        return failure(
                Kind.OUT_OF_TIME,
                OptionalInt.empty(),
                call.what() + ": the time for it had ended before GitHub could be asked",
                null);
    }

    /// Nothing was sent, or no answer came to what may be repeated.
    ForgeException unreachable(Call call, Throwable cause) {
        return failure(
                Kind.UNREACHABLE,
                OptionalInt.empty(),
                "%s: %s can't be reached%s: %s"
                        .formatted(call.what(), address.rest().getHost(), through(), words(cause)),
                cause);
    }

    ForgeException outcomeUnknown(Call call, Throwable cause) {
        return failure(
                Kind.OUTCOME_UNKNOWN,
                OptionalInt.empty(),
                "%s: it was sent to %s%s, and no answer says whether it was done: %s"
                        .formatted(call.what(), address.rest().getHost(), through(), words(cause)),
                cause);
    }

    private String through() {
        return route.proxy().map(proxy -> " through the proxy " + proxy).orElse("");
    }

    /// The JDK leaves the message of the commonest failures empty.
    private static String words(Throwable cause) {
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

    private ForgeException failure(Kind kind, Answer answer, String message, String token) {
        return new ForgeException(
                kind,
                OptionalInt.of(answer.status()),
                answer.header("x-github-request-id"),
                Optional.empty(),
                redacted(message, token),
                null);
    }

    private ForgeException failure(
            Kind kind, OptionalInt status, String message, @Nullable Throwable cause) {
        return new ForgeException(
                kind, status, Optional.empty(), Optional.empty(), redacted(message, ""), cause);
    }

    private String redacted(String message, String token) {
        List<String> all = new ArrayList<>(secrets);
        all.add(token);
        String result = message;
        for (String secret : all) {
            result = secret.isEmpty() ? result : result.replace(secret, "***");
        }
        return result;
    }
}
