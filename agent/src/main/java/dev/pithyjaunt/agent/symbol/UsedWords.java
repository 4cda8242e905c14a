package dev.pithyjaunt.agent.symbol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words of a text that are names of something.
final class UsedWords {

    private static final int MAX_NAME = 200;

    /// Words that grammars give a node of its own, which name nothing.
    private static final Set<String> LITERALS =
            Set.of(
                    "False",
                    "None",
                    "True",
                    "false",
                    "iota",
                    "nil",
                    "null",
                    "self",
                    "super",
                    "this",
                    "true",
                    "undefined",
                    "void");

    private final SourceBytes text;
    private final Words words;
    private final Set<Integer> defined;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /// What a language takes for a word.
    ///
    /// @param keywords count only as a member of something: `response.get`
    /// @param haveDollar whether `$` may be in a name; else it only marks one
    record Words(Set<String> keywords, boolean haveDollar) {}

    /// @param defined ends of words that don't count, exclusive
    UsedWords(SourceBytes text, Words words, Set<Integer> defined) {
        this.text = text;
        this.words = words;
        this.defined = defined;
    }

    /// @param quiet where nothing counts, by first byte
    Map<String, Integer> outside(List<Span> quiet) {
        int at = 0;
        for (Span span : quiet) {
            scan(at, span.from());
            at = Math.max(at, span.to());
        }
        scan(at, text.length());
        return counts;
    }

    private void scan(int from, int to) {
        int at = from;
        while (at < to) {
            if (!isWord(text.at(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < to && isWord(text.at(at))) {
                at++;
            }
            count(start, at);
        }
    }

    private void count(int from, int to) {
        if (to - from > MAX_NAME || isDigit(text.at(from)) || defined.contains(to)) {
            return;
        }
        String word = text.text(from, to);
        boolean isMember = from > 0 && text.at(from - 1) == '.';
        boolean isName = isMember || !words.keywords().contains(word);
        if (isName && !LITERALS.contains(word) && !word.equals("$")) {
            counts.merge(word, 1, Integer::sum);
        }
    }

    /// Every byte of what is not ASCII is taken for a letter's.
    private boolean isWord(byte b) {
        return switch (b) {
            case '_' -> true;
            case '$' -> words.haveDollar();
            default -> b < 0 || isDigit(b) || isLetter(b);
        };
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }
}
