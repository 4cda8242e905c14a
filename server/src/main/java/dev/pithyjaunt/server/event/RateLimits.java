package dev.pithyjaunt.server.event;

import dev.pithyjaunt.server.platform.Settings;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How often a sender may come. Counted by this server alone.
@Component
final class RateLimits {

    /// A runner sends about one delivery a second; after an interruption it catches up.
    private static final int OF_EXECUTION_AT_ONCE = 100;

    private static final Duration OF_EXECUTION_EACH = Duration.ofMillis(50);

    /// As many seconds' worth of a repository's deliveries may come at once.
    private static final int OF_REPOSITORY_SECONDS = 5;

    private static final int OF_STRANGER_AT_ONCE = 60;
    private static final Duration OF_STRANGER_EACH = Duration.ofMillis(500);

    /// Who else signed a delivery is found out by a hash over it for each repository. One address
    /// gets a quarter of the time that there is for that.
    private static final int SEARCHES_OF_STRANGER_AT_ONCE = 20;

    private static final Duration SEARCHES_OF_STRANGER_EACH = Duration.ofSeconds(2);
    private static final int SEARCHES_AT_ONCE = 80;
    private static final Duration SEARCHES_EACH = Duration.ofMillis(500);

    /// Senders remembered; the one unheard of for longest is forgotten first.
    private static final int MAX_REMEMBERED = 10_000;

    /// 0: no limit.
    private final int ofRepositoryASecond;

    private final Map<String, Pace> executions = new Remembered<>();
    private final ConcurrentHashMap<String, Pace> repositories = new ConcurrentHashMap<>();
    private final Map<String, Stranger> strangers = new Remembered<>();
    private final Pace searches = new Pace(SEARCHES_AT_ONCE, SEARCHES_EACH, System.nanoTime());

    RateLimits(Settings settings) {
        ofRepositoryASecond = settings.eventsOfRepository();
    }

    /// Somebody who shows no secret of ours.
    private record Stranger(Pace deliveries, Pace searches) {

        static Stranger at(long now) {
            return new Stranger(
                    new Pace(OF_STRANGER_AT_ONCE, OF_STRANGER_EACH, now),
                    new Pace(SEARCHES_OF_STRANGER_AT_ONCE, SEARCHES_OF_STRANGER_EACH, now));
        }
    }

    private static final class Remembered<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }

    /// @throws RefusedException when the execution's runner, or all of the repository, come too
    ///   often
    void take(String executionId, String repositoryId) {
        long now = System.nanoTime();
        Pace execution = ofExecution(executionId, now);
        requireTaken(execution.take(now), Refusal.TOO_MANY_OF_EXECUTION);
        if (ofRepositoryASecond > 0) {
            long wait = ofRepository(repositoryId, now).take(now);
            if (wait > 0) {
                execution.giveBack();
            }
            requireTaken(wait, Refusal.TOO_MANY_OF_REPOSITORY);
        }
    }

    /// For a repeat, which is not counted.
    void giveBack(String executionId, String repositoryId) {
        long now = System.nanoTime();
        ofExecution(executionId, now).giveBack();
        if (ofRepositoryASecond > 0) {
            ofRepository(repositoryId, now).giveBack();
        }
    }

    private Pace ofExecution(String id, long now) {
        synchronized (executions) {
            Pace known = executions.get(id);
            if (known == null) {
                known = new Pace(OF_EXECUTION_AT_ONCE, OF_EXECUTION_EACH, now);
                executions.put(id, known);
            }
            return known;
        }
    }

    private Pace ofRepository(String id, long now) {
        Pace known = repositories.get(id);
        if (known != null) {
            return known;
        }
        if (repositories.size() >= MAX_REMEMBERED) {
            repositories.values().removeIf(pace -> pace.isRested(now));
        }
        return repositories.computeIfAbsent(
                id,
                _ ->
                        new Pace(
                                OF_REPOSITORY_SECONDS * ofRepositoryASecond,
                                Duration.ofSeconds(1).dividedBy(ofRepositoryASecond),
                                now));
    }

    /// For a delivery that nobody signed whom we know.
    ///
    /// @param address where it comes from
    /// @throws RefusedException when too many come from there
    void takeOfStranger(String address) {
        long now = System.nanoTime();
        requireTaken(stranger(address, now).deliveries().take(now), Refusal.TOO_MANY_OF_STRANGER);
    }

    /// Whether there is time to find out who else signed a delivery.
    boolean takeSearch(String address) {
        long now = System.nanoTime();
        return stranger(address, now).searches().take(now) == 0 && searches.take(now) == 0;
    }

    private Stranger stranger(String address, long now) {
        synchronized (strangers) {
            return strangers.computeIfAbsent(address, _ -> Stranger.at(now));
        }
    }

    private static void requireTaken(long wait, Refusal otherwise) {
        if (wait > 0) {
            throw RefusedException.tooMany(otherwise, Duration.ofNanos(wait));
        }
    }
}
