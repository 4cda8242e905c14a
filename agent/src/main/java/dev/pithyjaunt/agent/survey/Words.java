package dev.pithyjaunt.agent.survey;

import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Splits text into the words that a ranking counts: runs of letters and digits, lower case, and
/// the parts of names in camelCase, snake_case and kebab-case.
final class Words {

    /// Words of prose that say nothing about which file is meant.
    private static final Set<String> STOP =
            Set.of(
                    ("a an and are as at be been but by can do does for from has have if in into is it"
                                    + " its no not of on or s so such that the their then there these"
                                    + " they this to was we when which will with you should would")
                            .split(" "));

    private static final int MAX_LENGTH = 64;

    private Words() {}

    static void forEach(String text, Consumer<String> consumer) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                emit(text, start, i, consumer);
                start = -1;
            }
        }
    }

    private static void emit(String text, int start, int end, Consumer<String> consumer) {
        if (end - start > MAX_LENGTH) {
            return;
        }
        int part = start;
        for (int i = start + 1; i < end; i++) {
            if (isBoundary(text, i, end)) {
                accept(text.substring(part, i), consumer);
                part = i;
            }
        }
        accept(text.substring(part, end), consumer);
        if (part > start) {
            accept(text.substring(start, end), consumer);
        }
    }

    /// Between `fooBar` at B, `HTTPServer` at S, and letters and digits.
    private static boolean isBoundary(String text, int i, int end) {
        char before = text.charAt(i - 1);
        char here = text.charAt(i);
        if (Character.isDigit(before) != Character.isDigit(here)) {
            return true;
        }
        if (!Character.isUpperCase(here)) {
            return false;
        }
        return !Character.isUpperCase(before)
                || (i + 1 < end && Character.isLowerCase(text.charAt(i + 1)));
    }

    private static void accept(String word, Consumer<String> consumer) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!STOP.contains(lower)) {
            consumer.accept(lower);
        }
    }
}
