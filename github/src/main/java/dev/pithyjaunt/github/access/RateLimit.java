package dev.pithyjaunt.github.access;

import java.time.Instant;

/// How many calls an hour may hold.
///
/// @param reset when the remaining ones are as many as the limit again, by GitHub's clock
public record RateLimit(long limit, long remaining, Instant reset) {}
