package dev.pithyjaunt.runner.execution;

/// Text of others as a terminal may show it: without the characters that would drive it.
public final class Printable {

    private Printable() {}

    /// The text, line ends and tabs kept, other control characters shown as `?`.
    public static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
