package dev.pithyjaunt.agent.prompt;

/// Tokens that are left for something.
final class Room {

    /// No text has fewer tokens than one for so many bytes: what is larger need not be read.
    private static final int MOST_BYTES_PER_TOKEN = 40;

    private final TokenMeasure measure;
    private final double scale;
    private int left;

    /// @param scale what an estimate is multiplied with
    Room(TokenMeasure measure, double scale, int tokens) {
        this.measure = measure;
        this.scale = scale;
        this.left = tokens;
    }

    int tokens(String text) {
        return (int) Math.ceil(measure.estimate(text) * scale);
    }

    /// Takes the text's tokens, if there are as many.
    boolean take(String text) {
        int tokens = tokens(text);
        if (tokens > left) {
            return false;
        }
        left -= tokens;
        return true;
    }

    boolean fits(String text) {
        return tokens(text) <= left;
    }

    /// Whether a text of so many bytes may fit.
    boolean canHold(long bytes) {
        return bytes <= (long) left * MOST_BYTES_PER_TOKEN;
    }

    int left() {
        return left;
    }

    /// A part of it, for something that may take less.
    Room part(double share) {
        return new Room(measure, scale, (int) (left * share));
    }

    TokenMeasure measure() {
        return measure;
    }
}
