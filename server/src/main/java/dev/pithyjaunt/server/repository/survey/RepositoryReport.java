package dev.pithyjaunt.server.repository.survey;

import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/// The last survey of a repository. While a new one waits or runs, the rest is the one before.
///
/// @param commit full hash; absent when none was found
/// @param error why there is no report; absent unless it failed
/// @param report what `jaunt survey --json` prints
record RepositoryReport(
        Status status,
        @Nullable String commit,
        @Nullable String branch,
        @Nullable Instant askedAt,
        @Nullable Instant completedAt,
        @Nullable String error,
        @Nullable Map<String, Object> report) {

    static final RepositoryReport NONE =
            new RepositoryReport(Status.NONE, null, null, null, null, null, null);

    enum Status {
        /// Nobody has asked for one.
        NONE,
        WAITING,
        RUNNING,
        DONE,
        FAILED;

        /// As the API writes it.
        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
