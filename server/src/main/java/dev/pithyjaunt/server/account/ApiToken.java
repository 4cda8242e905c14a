package dev.pithyjaunt.server.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// With it a program acts for an account.
///
/// @param expiresAt absent: never
/// @param lastUsedAt to the minute; absent: never
record ApiToken(
        String id,
        String name,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
