package dev.pithyjaunt.protocol.signature;

/// Whether a message is what its sender signed. All refusals look the same to the sender; the
/// reason is for the log.
public sealed interface Verification {

    /// @param id the delivery's id, the same over retries; covered by a Standard Webhooks
    ///   signature, not by GitHub's
    record Valid(String id) implements Verification {}

    record Invalid(Reason reason) implements Verification {}

    enum Reason {
        /// A header of the scheme is absent.
        MISSING_HEADER,
        /// A header is there and can't be one of the scheme: no number, no hex, an id with a dot.
        MALFORMED_HEADER,
        /// The time of sending is too long ago.
        TOO_OLD,
        /// The time of sending lies too far ahead.
        TOO_NEW,
        /// Well formed and in time, and no secret of ours makes it.
        WRONG_SIGNATURE
    }
}
