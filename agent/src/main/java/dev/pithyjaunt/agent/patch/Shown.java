package dev.pithyjaunt.agent.patch;

/// Text of a patch as a message shows it: one line, not long, without control characters.
public final class Shown {

    private static final int MAX_CHARS = 120;

    private Shown() {}

    /// In quotes.
    public static String quoted(String text) {
        return "\"" + path(text) + "\"";
    }

    /// Without quotes.
    public static String path(String text) {
        StringBuilder shown = new StringBuilder();
        boolean isCut = text.length() > MAX_CHARS;
        text.substring(0, isCut ? MAX_CHARS : text.length())
                .codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\t' -> shown.append("\\t");
                        case '\n' -> shown.append("\\n");
                        case '\r' -> shown.append("\\r");
                        default -> shown.appendCodePoint(isUnprintable(c) ? '?' : c);
                    }
                });
        return isCut ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isUnprintable(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
