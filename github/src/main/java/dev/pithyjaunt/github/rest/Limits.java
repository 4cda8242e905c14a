package dev.pithyjaunt.github.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Until when GitHub wants to hear no more of an account. All its calls wait, since asking on while
/// limited can get it banned.
///
/// Source: <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>
final class Limits {

    /// Where GitHub does not say how long.
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Instant> closed = new ConcurrentHashMap<>();

    Limits(InstantSource clock) {
        this.clock = clock;
    }

    /// When calls of the account may go on; empty when they may.
    Optional<Instant> closedUntil(String account) {
        return Optional.ofNullable(closed.get(account)).filter(clock.instant()::isBefore);
    }

    /// Learns from an answer.
    ///
    /// @param earlier how often the same call met a limit before
    /// @return whether the answer is a refusal because of a limit
    boolean learn(String account, Answer answer, int earlier) {
        boolean refusal = isRefusal(answer);
        if (refusal || isLastOne(answer)) {
            closed.merge(account, clock.instant().plus(wait(answer, earlier)), Limits::later);
        }
        return refusal;
    }

    private static boolean isRefusal(Answer answer) {
        return answer.status() == 429
                || (answer.status() == 403
                        && (answer.number("retry-after").isPresent()
                                || isUsedUp(answer)
                                || isSecondary(answer)));
    }

    private static boolean isUsedUp(Answer answer) {
        return answer.number("x-ratelimit-remaining").orElse(-1) == 0
                && answer.number("x-ratelimit-reset").isPresent();
    }

    /// Other resources have limits of their own.
    private static boolean isLastOne(Answer answer) {
        return isUsedUp(answer)
                && answer.header("x-ratelimit-resource").orElse("core").equals("core");
    }

    /// GitHub has no other mark for it than its words.
    private static boolean isSecondary(Answer answer) {
        String text = answer.text().toLowerCase(Locale.ROOT);
        return text.contains("secondary rate limit") || text.contains("abuse detection");
    }

    private Duration wait(Answer answer, int earlier) {
        var retryAfter = answer.number("retry-after");
        if (retryAfter.isPresent()) {
            return Duration.ofSeconds(retryAfter.getAsLong());
        }
        if (isUsedUp(answer)) {
            // By GitHub's own clock, where it tells it: this machine's may be wrong.
            Instant now = answer.date().orElseGet(clock::instant);
            Instant reset =
                    Instant.ofEpochSecond(answer.number("x-ratelimit-reset").getAsLong() + 1);
            return reset.isAfter(now) ? Duration.between(now, reset) : Duration.ofSeconds(1);
        }
        return UNSAID.multipliedBy(1L << earlier);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
