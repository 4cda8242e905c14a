package dev.pithyjaunt.testkit.github;

import java.time.Instant;

/// What was written below an issue or a pull request.
///
/// @param author who wrote it, such as `ada` or `shop-app[bot]`
public record StandInComment(long id, int issue, String author, String body, Instant at) {}
