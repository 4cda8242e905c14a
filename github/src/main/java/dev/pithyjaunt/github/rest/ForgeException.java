package dev.pithyjaunt.github.rest;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A call to GitHub that did not bring what it was for. The message leads with what was asked, and
/// carries GitHub's own words; it holds no token.
public final class ForgeException extends RuntimeException {

    /// What kind of failure it was, and so who can do something about it.
    public enum Kind {
        /// The credential is wrong, expired or revoked.
        UNAUTHORIZED,
        /// The credential is good, and may not do this.
        FORBIDDEN,
        /// There is no such thing, or the credential may not know of it.
        NOT_FOUND,
        /// It does not fit what is there by now.
        CONFLICT,
        /// GitHub understands the request and refuses what it says.
        INVALID,
        /// A limit of calls is reached, and the time that was given ends before it goes on.
        LIMITED,
        /// No connection, or failures on GitHub's side, and the same when it was asked again.
        UNREACHABLE,
        /// The time that was given had ended before the call could be sent.
        OUT_OF_TIME,
        /// The call was sent and no answer says whether it was done; it was not repeated, since it
        /// would then be done twice.
        OUTCOME_UNKNOWN,
        /// An answer came that is none of GitHub's API: too large, not JSON, without what it must
        /// have, or a redirect to elsewhere.
        UNEXPECTED
    }

    private final Kind kind;
    private final OptionalInt status;
    private final Optional<String> requestId;
    private final Optional<Instant> resumesAt;

    ForgeException(
            Kind kind,
            OptionalInt status,
            Optional<String> requestId,
            Optional<Instant> resumesAt,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.requestId = requestId;
        this.resumesAt = resumesAt;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /// The HTTP status; empty when none arrived.
    public OptionalInt status() {
        return status;
    }

    /// By which GitHub's support finds the call; empty when no answer arrived.
    public Optional<String> requestId() {
        return requestId;
    }

    /// From when on the call may be made again; empty unless it is [Kind#LIMITED].
    public Optional<Instant> resumesAt() {
        return resumesAt;
    }
}
