package dev.pithyjaunt.runner.doctor;

import java.time.Duration;
import java.time.Instant;

/// Compares clocks: signatures and tokens are good for minutes.
final class Clocks {

    private static final Duration NOTABLE = Duration.ofSeconds(60);
    private static final Duration TOO_FAR = Duration.ofMinutes(5);

    private Clocks() {}

    /// @param whose the other clock
    static Finding compare(String whose, Instant theirs, Instant ours) {
        Duration skew = Duration.between(theirs, ours);
        String found =
                "this machine's is %d s %s that of %s"
                        .formatted(
                                skew.abs().toSeconds(),
                                skew.isNegative() ? "behind" : "ahead of",
                                whose);
        String fix = "let the machines' clocks be set by NTP";
        if (skew.abs().compareTo(TOO_FAR) > 0) {
            return Finding.fail(found + "; signatures are refused from 300 s on", fix);
        }
        return skew.abs().compareTo(NOTABLE) > 0 ? Finding.warn(found, fix) : Finding.ok(found);
    }
}
