package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.FoldedPath;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// Tells the characters that do not show where they stand.
final class HiddenCharacter {

    private static final int JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;

    /// Scripts whose words are written with joiners.
    /// https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters
    private static final Set<UnicodeScript> JOINED =
            EnumSet.of(
                    UnicodeScript.ARABIC,
                    UnicodeScript.BENGALI,
                    UnicodeScript.DEVANAGARI,
                    UnicodeScript.GUJARATI,
                    UnicodeScript.GURMUKHI,
                    UnicodeScript.KANNADA,
                    UnicodeScript.MALAYALAM,
                    UnicodeScript.ORIYA,
                    UnicodeScript.SINHALA,
                    UnicodeScript.TAMIL,
                    UnicodeScript.TELUGU);

    private HiddenCharacter() {}

    /// Whether the character at a place is a control other than the tab, turns the direction of
    /// text, ends a line for some programs only, or shows nothing; not what emoji and the words of
    /// some scripts are put together with.
    ///
    /// @param line its code points, without what ends it
    static boolean is(int[] line, int place) {
        int c = line[place];
        if (c < ' ' || (c >= 0x7F && c <= 0x9F)) {
            return c != '\t';
        }
        int before = place == 0 ? 0 : line[place - 1];
        int after = place + 1 == line.length ? 0 : line[place + 1];
        return switch (c) {
            case 0x2028, 0x2029, 0xFFF9, 0xFFFA, 0xFFFB -> true;
            case JOINER ->
                    !(isPictograph(after) && (before == EMOJI_STYLE || isPictograph(before)))
                            && !isJoined(before, after);
            case NON_JOINER -> !isJoined(before, after);
            case TEXT_STYLE, EMOJI_STYLE -> !isPictograph(before) && after != KEYCAP;
            default -> FoldedPath.isIgnorable(c);
        };
    }

    /// Unlike digits, which Unicode counts among the emoji as well.
    private static boolean isPictograph(int c) {
        return c > 0x7F && Character.isEmoji(c);
    }

    private static boolean isJoined(int before, int after) {
        UnicodeScript script = UnicodeScript.of(before);
        return JOINED.contains(script) && UnicodeScript.of(after) == script;
    }
}
