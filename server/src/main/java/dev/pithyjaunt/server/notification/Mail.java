package dev.pithyjaunt.server.notification;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A mail about an execution, and what became of it. What it says is found when it is sent.
///
/// @param tries to hand it to the mail server, so far
/// @param failure why the last try failed; absent when none did
record Mail(
        String id,
        String executionId,
        Kind kind,
        Status status,
        int tries,
        @Nullable String failure,
        Instant createdAt) {

    /// What it tells.
    enum Kind {
        /// How the execution ended.
        ENDED,
        /// That it ended otherwise than was told before.
        CORRECTED
    }

    enum Status {
        /// To be sent, now or later.
        WAITING,
        /// With the mail server: who finds it so does not know whether it was taken.
        SENDING,
        /// The same for the second and last time.
        SENDING_AGAIN,
        /// The mail server has taken it.
        SENT,
        /// It will not be sent.
        GIVEN_UP
    }
}
