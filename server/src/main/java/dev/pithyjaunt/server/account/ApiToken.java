package dev.pithyjaunt.server.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// With it a program acts for an account.
///
/// @param scope what it may do
/// @param expiresAt absent: never
/// @param lastUsedAt to the minute; absent: never
public record ApiToken(
        String id,
        String name,
        Scope scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    /// What a token may do of what its account may.
    public enum Scope {
        /// Look and follow: `GET` alone.
        READ,
        /// All of it.
        WRITE
    }
}
