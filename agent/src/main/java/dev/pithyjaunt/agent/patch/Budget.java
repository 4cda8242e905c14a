package dev.pithyjaunt.agent.patch;

/// What looking for the places of one patch may cost, so that no patch takes longer than seconds:
/// many like lines would take the product of hunks and lines.
final class Budget {

    /// What a comparison costs besides the characters.
    private static final int BASE = 16;

    private long left;

    /// @param characters that may be compared
    Budget(long characters) {
        left = characters;
    }

    boolean isSpent() {
        return left <= 0;
    }

    boolean areEqual(String a, String b) {
        left -= a.length() == b.length() ? BASE + a.length() : BASE;
        return a.equals(b);
    }
}
