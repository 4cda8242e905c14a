package dev.pithyjaunt.agent.model;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A call to a model that brought no complete answer. The message names the provider, the model and
/// the address, and carries the provider's own words; it holds no key.
public final class ModelException extends RuntimeException {

    /// What kind of failure it was, and so who can do something about it.
    public enum Reason {
        /// The limit passed before the answer was complete.
        TIMEOUT,
        /// The answer had begun, and no more of it came for too long.
        STALLED,
        /// No answer began: no such host, nothing listens, no trust, or the connection was lost
        /// before a status line.
        UNREACHABLE,
        /// The provider refused the request, and will refuse it again: key, credit, model, size or
        /// address must be mended.
        REJECTED,
        /// The provider can't at the moment: rate limit, overload or a failure on its side.
        OVERLOADED,
        /// An answer began and is none: cut, malformed, an error in its middle, or not this
        /// protocol.
        BROKEN
    }

    /// Statuses with which servers say that a model or its template knows no tools: OpenAI, Ollama
    /// and vLLM 400, OpenRouter 404, others 422 or 501.
    private static final Set<Integer> TOOLS_REFUSED = Set.of(400, 404, 422, 501);

    /// The status of an answer that had begun.
    private static final int ANSWERING = 200;

    private final String provider;
    private final OptionalInt status;
    private final Reason reason;
    private final Optional<Duration> retryAfter;

    /// @param retryAfter how long the provider asks to be left alone; empty when it does not say
    public ModelException(
            String provider,
            OptionalInt status,
            Reason reason,
            Optional<Duration> retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.provider = provider;
        this.status = status;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public ModelException(
            String provider,
            OptionalInt status,
            Reason reason,
            String message,
            @Nullable Throwable cause) {
        this(provider, status, reason, Optional.empty(), message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public String provider() {
        return provider;
    }

    /// The HTTP status; empty when none arrived.
    public OptionalInt status() {
        return status;
    }

    public Reason reason() {
        return reason;
    }

    /// How long the provider asks to be left alone; empty when it does not say.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// Whether the same request to the same model is worth another try. One that took its whole
    /// time is not: it would take it again, and may have been paid for.
    public boolean isRetryable() {
        return switch (reason) {
            case STALLED, UNREACHABLE, OVERLOADED, BROKEN -> true;
            case TIMEOUT, REJECTED -> false;
        };
    }

    /// Whether the provider may ask for money for it: it had begun to work.
    public boolean mayHaveBeenPaid() {
        if (status.equals(OptionalInt.of(ANSWERING))) {
            return true;
        }
        return switch (reason) {
            case TIMEOUT, STALLED, BROKEN -> true;
            case UNREACHABLE, OVERLOADED, REJECTED -> false;
        };
    }

    /// What a person can do about it, as a continuation of the message.
    public String advice() {
        String name = provider.toUpperCase(Locale.ROOT);
        return switch (reason) {
            case TIMEOUT, STALLED ->
                    "try again, give a call more time, or set MODEL_NAME to a faster model";
            case UNREACHABLE -> "check the network, the proxy and " + name + "_BASE_URL";
            case OVERLOADED ->
                    "try again later, or set FALLBACK_MODEL_PROVIDER to another provider";
            case BROKEN -> "try again; if it stays so, check " + name + "_BASE_URL and MODEL_NAME";
            case REJECTED -> adviceByStatus(name);
        };
    }

    private String adviceByStatus(String name) {
        return switch (status.orElse(0)) {
            case 401, 403 -> "check " + name + "_API_KEY and what it may do";
            case 402, 429 -> "check the credit and the spend limits of that account";
            case 404 -> "check MODEL_NAME and " + name + "_BASE_URL";
            case 413 -> "make the prompt smaller";
            case 301, 302, 303, 307, 308 -> "set " + name + "_BASE_URL to where it leads";
            default -> "it says itself what is wrong";
        };
    }

    /// Whether the request may have been refused for the tools that it offered: the same without
    /// them is worth one more call.
    public boolean mayRefuseTools() {
        return status.isPresent()
                && TOOLS_REFUSED.contains(status.getAsInt())
                && getMessage().toLowerCase(Locale.ROOT).contains("tool");
    }
}
