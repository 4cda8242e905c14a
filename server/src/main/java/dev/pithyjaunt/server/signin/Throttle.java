package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.platform.RateLimit;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/// How often somebody may try to sign in: by the name that is tried, and by where the attempts come
/// from.
@Component
final class Throttle {

    private final RateLimit names;
    private final RateLimit addresses;

    Throttle(InstantSource clock) {
        names = new RateLimit(clock, 10, Duration.ofMinutes(1));
        addresses = new RateLimit(clock, 30, Duration.ofSeconds(10));
    }

    /// @throws TooManyAttemptsException when it is too often for the one or the other
    void take(String name, String address) {
        requireTaken(addresses.take(address));
        takeForName(name);
    }

    /// Of somebody who has come in already.
    ///
    /// @throws TooManyAttemptsException when it is too often
    void takeForName(String name) {
        requireTaken(names.take(key(name)));
    }

    /// An attempt that was right does not count.
    void giveBack(String name) {
        names.giveBack(key(name));
    }

    private static String key(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.substring(0, Math.min(lower.length(), 100));
    }

    private static void requireTaken(Duration wait) {
        if (wait.isPositive()) {
            throw new TooManyAttemptsException(wait);
        }
    }
}
