package dev.pithyjaunt.protocol.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Text of tasks, models, repositories and their programs as Markdown that shows it and does
/// nothing else: no link, image, HTML or table cell comes of it, it notifies nobody and closes no
/// issue.
///
/// A forge resolves mentions and references in what was rendered, so that no way of writing `@`
/// escapes it; an invisible character after it does. In code it leaves them alone.
/// https://github.github.com/gfm/
final class SafeText {

    private static final String INVISIBLE = "\u200B";
    private static final String PIPE = "&#124;";

    private static final Pattern TERMINAL = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");

    private static final Pattern BACKTICKS = Pattern.compile("`+");

    /// Such as `Fixes #1`. In code as well: whoever squashes makes a commit message of the whole
    /// text, where backticks mean nothing.
    /// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
    private static final Pattern CLOSING =
            Pattern.compile(
                    "(?i)\\b(close[sd]?|fix(?:es|ed)?|resolve[sd]?)(?=:?\\s+\\S{0,200}(?:#|GH-|/)\\d)");

    private SafeText() {}

    /// Prose in one line, for any place, cells of tables included.
    ///
    /// @param max characters that are shown
    static String prose(String text, int max) {
        return line(text, max)
                .replaceAll("[\\\\`*_\\[\\]<>~&$]", "\\\\$0")
                .replaceFirst("^(?=[-+#=])", "\\\\")
                .replaceFirst("^(\\d{1,9})(?=[.)])", "$1\\\\")
                .replace("@", "@" + INVISIBLE)
                .replaceAll("#(?=\\d)", "#" + INVISIBLE)
                .replaceAll("(?i)(GH-)(?=\\d)", "$1" + INVISIBLE)
                .replace("://", ":" + INVISIBLE + "//")
                .replaceAll("(?i)(www)(?=\\.)", "$1" + INVISIBLE)
                .replace("|", PIPE);
    }

    /// Code in one line, for any place, cells of tables included. A `|` stands between two spans:
    /// renderers differ in what `\\|` is in a cell.
    ///
    /// @param max characters that are shown
    static String code(String text, int max) {
        String line = line(text, max);
        if (line.isEmpty()) {
            return "(nothing)";
        }
        return Stream.of(line.split("\\|", -1))
                .map(part -> part.isEmpty() ? "" : span(part))
                .collect(Collectors.joining(PIPE));
    }

    /// Spaces that a span would lose keep it apart from backticks at its ends.
    private static String span(String text) {
        String ticks = "`".repeat(longestRun(text) + 1);
        boolean isPadded =
                text.startsWith("`")
                        || text.endsWith("`")
                        || (text.startsWith(" ") && text.endsWith(" ") && !text.isBlank());
        return isPadded ? ticks + " " + text + " " + ticks : ticks + text + ticks;
    }

    /// Code in one line, within a block of HTML.
    static String htmlCode(String text, int max) {
        return "<code>"
                + line(text, max)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                + "</code>";
    }

    /// The end of a text of several lines, in a fence that it can't close.
    static String fence(String text, int maxLines, int maxCharacters) {
        String clean = clean(text).stripTrailing();
        String end = end(clean, maxLines, maxCharacters);
        return fence((end.length() < clean.length() ? "…\n" : "") + end);
    }

    /// Clean text in a fence that it can't close.
    static String fence(String clean) {
        String ticks = "`".repeat(Math.max(3, longestRun(clean) + 1));
        return ticks + "text\n" + clean + "\n" + ticks + "\n";
    }

    private static String end(String text, int maxLines, int maxCharacters) {
        int start = text.length();
        for (int lines = 0; start > 0 && lines < maxLines; lines++) {
            start = Math.max(0, text.lastIndexOf('\n', start - 1));
        }
        start = Math.max(start, text.length() - maxCharacters);
        if (start > 0 && start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
            start++;
        }
        return text.startsWith("\n", start) ? text.substring(start + 1) : text.substring(start);
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
    }

    private static String line(String text, int max) {
        String line = clean(text).replace('\n', ' ').replace('\t', ' ').strip();
        if (line.codePointCount(0, line.length()) <= max) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, max)) + "…";
    }

    /// Without characters that do not show, other than line ends and tabs.
    static String clean(String text) {
        String lines =
                TERMINAL.matcher(text).replaceAll("").replace("\r\n", "\n").replace('\r', '\n');
        String visible =
                lines.codePoints().mapToObj(SafeText::visible).collect(Collectors.joining());
        return CLOSING.matcher(visible)
                .replaceAll(closing -> Matcher.quoteReplacement(closing.group() + INVISIBLE));
    }

    private static String visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t' ? Character.toString(c) : " ";
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> " ";
            case Character.FORMAT -> "\\u{%04X}".formatted(c);
            case Character.SURROGATE, Character.UNASSIGNED -> "\uFFFD";
            default -> Character.toString(c);
        };
    }
}
