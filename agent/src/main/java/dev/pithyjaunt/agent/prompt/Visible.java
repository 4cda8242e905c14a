package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.path.FoldedPath;

import java.util.function.IntPredicate;

/// Text that people did not necessarily see as the model would: characters that show nothing, turn
/// the direction of text or drive a terminal are written as escapes.
public final class Visible {

    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private Visible() {}

    public static String text(String text) {
        return escaped(text, Visible::isHidden);
    }

    /// A path or another name on one line, in a list or in a tag's attribute: what would end the
    /// line, the attribute or the tag is written as an escape too.
    public static String name(String name) {
        return escaped(name, c -> isHidden(c) || c < ' ' || c == '"' || c == '<' || c == '>');
    }

    /// The beginning of a text. It never ends within a word: what masks secrets afterwards does not
    /// know half a key.
    public static String abridged(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = maxLength;
        if (isOfAWord(text.charAt(end))) {
            while (end > 0 && isOfAWord(text.charAt(end - 1))) {
                end--;
            }
        }
        return text.substring(0, end) + "…";
    }

    private static boolean isOfAWord(char c) {
        return c > ' ' && "\"'`,;(){}[]<>|".indexOf(c) < 0;
    }

    private static String escaped(String text, IntPredicate isEscaped) {
        if (text.codePoints().noneMatch(isEscaped)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (isEscaped.test(c)) {
                        visible.append("\\u{%04X}".formatted(c));
                    } else {
                        visible.appendCodePoint(c);
                    }
                });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        return switch (c) {
            case '\n', '\t', '\r', TEXT_STYLE, EMOJI_STYLE -> false;
            case 0x2028, 0x2029 -> true;
            default ->
                    Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || FoldedPath.isIgnorable(c);
        };
    }
}
