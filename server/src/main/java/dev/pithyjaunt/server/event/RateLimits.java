package dev.pithyjaunt.server.event;

import dev.pithyjaunt.server.platform.RateLimit;
import dev.pithyjaunt.server.platform.Settings;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;

/// How often a sender may come.
@Component
final class RateLimits {

    /// As many seconds' worth of a repository's deliveries may come at once.
    private static final int OF_REPOSITORY_SECONDS = 5;

    private static final String ALL = "all";

    /// A runner sends about one delivery a second; after an interruption it catches up.
    private final RateLimit executions;

    /// Absent: no limit.
    private final @Nullable RateLimit repositories;

    private final RateLimit strangers;

    /// Who else signed a delivery is found out by a hash over it for each repository. One address
    /// gets a quarter of the time that there is for that.
    private final RateLimit searchesOfStrangers;

    private final RateLimit searches;

    RateLimits(Settings settings, InstantSource clock) {
        executions = new RateLimit(clock, 100, Duration.ofMillis(50));
        int aSecond = settings.eventsOfRepository();
        repositories =
                aSecond == 0
                        ? null
                        : new RateLimit(
                                clock,
                                OF_REPOSITORY_SECONDS * aSecond,
                                Duration.ofSeconds(1).dividedBy(aSecond));
        strangers = new RateLimit(clock, 60, Duration.ofMillis(500));
        searchesOfStrangers = new RateLimit(clock, 20, Duration.ofSeconds(2));
        searches = new RateLimit(clock, 80, Duration.ofMillis(500));
    }

    /// @throws RefusedException when the execution's runner, or all of the repository, come too
    ///   often
    void take(String executionId, String repositoryId) {
        requireTaken(executions.take(executionId), Refusal.TOO_MANY_OF_EXECUTION);
        if (repositories != null) {
            Duration wait = repositories.take(repositoryId);
            if (wait.isPositive()) {
                executions.giveBack(executionId);
            }
            requireTaken(wait, Refusal.TOO_MANY_OF_REPOSITORY);
        }
    }

    /// For a repeat, which is not counted.
    void giveBack(String executionId, String repositoryId) {
        executions.giveBack(executionId);
        if (repositories != null) {
            repositories.giveBack(repositoryId);
        }
    }

    /// For a delivery that nobody signed whom we know.
    ///
    /// @param address where it comes from
    /// @throws RefusedException when too many come from there
    void takeOfStranger(String address) {
        requireTaken(strangers.take(address), Refusal.TOO_MANY_OF_STRANGER);
    }

    /// Whether there is time to find out who else signed a delivery.
    boolean takeSearch(String address) {
        return searchesOfStrangers.take(address).isZero() && searches.take(ALL).isZero();
    }

    private static void requireTaken(Duration wait, Refusal otherwise) {
        if (wait.isPositive()) {
            throw RefusedException.tooMany(otherwise, wait);
        }
    }
}
