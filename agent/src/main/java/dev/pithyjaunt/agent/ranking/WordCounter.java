package dev.pithyjaunt.agent.ranking;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Counts given words and names in text, in one pass that skips most of it. Names are whole runs of
/// ASCII letters, digits and underscores; words are their parts in any case, as [NameParts] has
/// them. Safe for use by several threads.
///
/// Source: Wu and Manber, "A Fast Algorithm for Multi-Pattern Searching" (1994), with blocks of two
/// bytes.
final class WordCounter {

    /// Of words and names; the longer the shortest is, the more is skipped.
    static final int MIN_LETTERS = 3;

    /// Values of a byte as part of a block: ASCII letters in lower case, digits and underscore, and
    /// 0 for all others.
    private static final int VALUES = 128;

    private static final byte[] FOLDED = new byte[256];

    static {
        for (int c = 0; c < VALUES; c++) {
            boolean isPart = Character.isLetterOrDigit(c) || c == '_';
            FOLDED[c] = isPart ? (byte) Character.toLowerCase(c) : 0;
        }
    }

    private final List<Pattern> patterns = new ArrayList<>();
    private final int size;
    private final int shortest;

    /// By block: how far the text can be passed over when the block stands at the end of a window
    /// as long as the shortest pattern.
    private final byte[] shifts = new byte[VALUES * VALUES];

    /// By block: the patterns that have it at the end of that window.
    private final Pattern[][] ending = new Pattern[VALUES * VALUES][];

    /// @param words in lower case, either letters or digits, with the place of their count; several
    ///   may share one
    /// @param names as written, with the place of their count
    /// @param size of the counts: one more than the last place
    /// @throws IllegalArgumentException when one is shorter than three
    WordCounter(Map<String, Integer> words, Map<String, Integer> names, int size) {
        words.forEach((word, place) -> patterns.add(new Word(word, place)));
        names.forEach((name, place) -> patterns.add(new Name(name, place)));
        this.size = size;
        this.shortest =
                patterns.stream().mapToInt(pattern -> pattern.letters.length).min().orElse(0);
        if (shortest < MIN_LETTERS && !patterns.isEmpty()) {
            throw new IllegalArgumentException("a word or name of less than three letters");
        }
        Arrays.fill(shifts, (byte) Math.clamp(shortest - 1, 0, Byte.MAX_VALUE));
        patterns.forEach(this::prepare);
    }

    private void prepare(Pattern pattern) {
        for (int end = 1; end < shortest; end++) {
            int block = block(pattern.letters, end);
            shifts[block] = (byte) Math.min(shifts[block], shortest - 1 - end);
        }
        int last = block(pattern.letters, shortest - 1);
        Pattern[] others = ending[last] == null ? new Pattern[0] : ending[last];
        ending[last] = Arrays.copyOf(others, others.length + 1);
        ending[last][others.length] = pattern;
    }

    private static int block(byte[] text, int end) {
        return FOLDED[text[end - 1] & 0xff] * VALUES + FOLDED[text[end] & 0xff];
    }

    /// Counts between two offsets, as if the text began and ended there.
    ///
    /// @return the counts, and behind them the number of bytes
    int[] count(byte[] text, int from, int to) {
        int[] counts = new int[size + 1];
        counts[size] = to - from;
        if (patterns.isEmpty()) {
            return counts;
        }
        int at = from + shortest - 1;
        while (at < to) {
            int block = block(text, at);
            int shift = shifts[block];
            if (shift == 0) {
                int start = at - shortest + 1;
                int first = FOLDED[text[start] & 0xff];
                for (Pattern pattern : ending[block]) {
                    if (pattern.first == first && pattern.isAt(text, start, from, to)) {
                        counts[pattern.place]++;
                    }
                }
                shift = 1;
            }
            at += shift;
        }
        return counts;
    }

    private static boolean isLower(byte[] text, int at, int from, int to) {
        return at >= from && at < to && text[at] >= 'a' && text[at] <= 'z';
    }

    private static boolean isUpper(byte[] text, int at, int from, int to) {
        return at >= from && at < to && text[at] >= 'A' && text[at] <= 'Z';
    }

    private static boolean isDigit(byte[] text, int at, int from, int to) {
        return at >= from && at < to && text[at] >= '0' && text[at] <= '9';
    }

    /// Something that is counted.
    private abstract static sealed class Pattern {

        final byte[] letters;
        final int first;
        final int place;

        Pattern(String text, int place) {
            this.letters = text.getBytes(US_ASCII);
            this.first = FOLDED[letters[0]];
            this.place = place;
        }

        /// @param from where the text begins
        /// @param to where it ends
        abstract boolean isAt(byte[] text, int start, int from, int to);
    }

    private static final class Name extends Pattern {

        Name(String name, int place) {
            super(name, place);
        }

        @Override
        boolean isAt(byte[] text, int start, int from, int to) {
            int end = start + letters.length;
            return end <= to
                    && Arrays.equals(text, start, end, letters, 0, letters.length)
                    && (start == from || FOLDED[text[start - 1] & 0xff] == 0)
                    && (end == to || FOLDED[text[end] & 0xff] == 0);
        }
    }

    private static final class Word extends Pattern {

        Word(String word, int place) {
            super(word, place);
        }

        @Override
        boolean isAt(byte[] text, int start, int from, int to) {
            int end = start + letters.length;
            if (end > to) {
                return false;
            }
            int capitals = 0;
            for (int i = 0; i < letters.length; i++) {
                int c = text[start + i];
                if (c < 0 || FOLDED[c] != letters[i]) {
                    return false;
                }
                capitals += c <= 'Z' && c >= 'A' ? 1 : 0;
            }
            if (isDigit(text, start, from, to)) {
                return !isDigit(text, start - 1, from, to) && !isDigit(text, end, from, to);
            }
            if (capitals == letters.length) {
                return !isUpper(text, start - 1, from, to) && endsCapitals(text, end, from, to);
            }
            boolean isWhole =
                    capitals == 0
                            ? !isLower(text, start - 1, from, to)
                                    && !isUpper(text, start - 1, from, to)
                            : capitals == 1 && isUpper(text, start, from, to);
            return isWhole && !isLower(text, end, from, to);
        }

        /// The last capital before a small letter begins another word, as the S of HTTPServer does.
        private static boolean endsCapitals(byte[] text, int end, int from, int to) {
            return isUpper(text, end, from, to)
                    ? isLower(text, end + 1, from, to)
                    : !isLower(text, end, from, to);
        }
    }
}
