package dev.pithyjaunt.agent.ranking;

import java.util.List;
import java.util.stream.Stream;

/// English words without their endings: parse, parses, parsed, parsing and parser are forms of one.
final class Stem {

    private static final int MIN_LETTERS = 3;

    private static final List<String> ENDINGS =
            List.of("ings", "ing", "ers", "er", "ied", "ies", "ed", "es", "s", "e", "y");

    /// Those before which a consonant is doubled, as in stopped.
    private static final List<String> DOUBLING = List.of("ings", "ing", "ers", "er", "ed");

    private Stem() {}

    /// @param word in lower case
    static String of(String word) {
        for (String ending : ENDINGS) {
            String stem = word.substring(0, Math.max(0, word.length() - ending.length()));
            if (word.endsWith(ending)
                    && stem.length() >= MIN_LETTERS
                    && !(ending.equals("s") && stem.endsWith("s"))) {
                return DOUBLING.contains(ending) ? withoutDouble(stem) : stem;
            }
        }
        return word;
    }

    private static String withoutDouble(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last >= MIN_LETTERS
                        && stem.charAt(last) == stem.charAt(last - 1)
                        && "lsz".indexOf(stem.charAt(last)) < 0;
        return doubled ? stem.substring(0, last) : stem;
    }

    /// The words that have the stem of this one.
    static List<String> forms(String word) {
        String stem = of(word);
        String last = stem.substring(stem.length() - 1);
        return Stream.of(
                        Stream.of("", word.substring(stem.length())),
                        ENDINGS.stream(),
                        DOUBLING.stream().map(ending -> last + ending))
                .flatMap(endings -> endings)
                .map(ending -> stem + ending)
                .filter(form -> of(form).equals(stem))
                .distinct()
                .toList();
    }
}
