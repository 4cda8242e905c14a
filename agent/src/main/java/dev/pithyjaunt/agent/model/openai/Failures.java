package dev.pithyjaunt.agent.model.openai;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.protocol.Redactor;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// Turns what can go wrong in a call into the exception that says so. Only failures of the
/// connection are handed on as causes: others may hold what the provider echoed.
final class Failures {

    private static final int MAX_WORDS = 300;

    private final ModelSettings settings;
    private final Redactor redactor;

    Failures(ModelSettings settings) {
        this.settings = settings;
        this.redactor = new Redactor(List.of(settings.apiKey()));
    }

    ModelException noTimeLeft() {
        return failure(
                OptionalInt.empty(), Reason.TIMEOUT, "was not asked: no time was left", null);
    }

    ModelException timeout(Duration limit) {
        String seconds =
                BigDecimal.valueOf(limit.toMillis(), 3)
                        .setScale(1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
        return failure(
                OptionalInt.empty(),
                Reason.TIMEOUT,
                "did not complete its answer within " + seconds + " seconds",
                null);
    }

    /// A status that is no success.
    ModelException answered(int status, String body) {
        ErrorBody error = ErrorBody.parse(body);
        String words =
                status < 400 ? "this is a redirect, and none is followed" : words(error.words());
        return failure(
                OptionalInt.of(status),
                reason(status, error),
                "answered " + status + (words.isEmpty() ? "" : ": " + words),
                null);
    }

    private static Reason reason(int status, ErrorBody error) {
        return switch (status) {
            case 408, 409 -> Reason.OVERLOADED;
            case 429 -> error.saysNoCredit() ? Reason.REJECTED : Reason.OVERLOADED;
            default -> status >= 500 ? Reason.OVERLOADED : Reason.REJECTED;
        };
    }

    /// @param begun whether a status line had arrived
    ModelException connection(Throwable cause, boolean begun) {
        String words = words(connectionWords(cause));
        return begun
                ? failure(
                        OptionalInt.of(200), Reason.BROKEN, "broke off its answer: " + words, cause)
                : failure(
                        OptionalInt.empty(),
                        Reason.UNREACHABLE,
                        "can't be reached: " + words,
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
    ModelException broken(String what, String providerWords) {
        String words = words(providerWords);
        return failure(
                OptionalInt.of(200),
                Reason.BROKEN,
                what + (words.isEmpty() ? "" : ": " + words),
                null);
    }

    /// Redacted before it is cut: half a key is a secret too.
    private String words(String text) {
        String redacted = redactor.redact(text);
        return redacted.length() <= MAX_WORDS ? redacted : redacted.substring(0, MAX_WORDS) + "...";
    }

    private ModelException failure(
            OptionalInt status, Reason reason, String what, @Nullable Throwable cause) {
        return new ModelException(
                settings.provider(),
                status,
                reason,
                "%s (%s) at %s %s"
                        .formatted(settings.provider(), settings.name(), settings.baseUrl(), what),
                cause);
    }
}
