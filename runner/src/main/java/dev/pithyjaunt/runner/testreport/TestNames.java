package dev.pithyjaunt.runner.testreport;

import java.util.regex.Pattern;

/// Makes names that can be compared, kept and shown of what tools print.
final class TestNames {

    private static final int MAX_LENGTH = TestResults.MAX_NAME_LENGTH;

    /// What is looked at of a longer one.
    private static final int MAX_RAW_LENGTH = 4 * MAX_LENGTH;

    /// Where an object lies in memory, as Java (`Pond@1b2c3d4e`) and Python (`at 0x7f12ab34`) put
    /// it into the names of parametrised tests: it differs from run to run.
    private static final Pattern IDENTITY =
            Pattern.compile("(@|\\b0x)[0-9a-f]{5,16}+(?![0-9A-Za-z])");

    private final String folder;

    /// @param folder the work tree's absolute path as the tests see it; names are told without it
    TestNames(String folder) {
        if (!folder.startsWith("/") || folder.length() == 1) {
            throw new IllegalArgumentException(
                    "work tree \"%s\": not an absolute path below /".formatted(folder));
        }
        this.folder = folder.endsWith("/") ? folder : folder + "/";
    }

    /// @return empty when nothing is left
    String of(String raw) {
        String name = raw.replace(folder, "");
        if (name.length() > MAX_RAW_LENGTH) {
            name = name.substring(0, MAX_RAW_LENGTH);
        }
        if (name.indexOf('@') >= 0 || name.contains("0x")) {
            name = IDENTITY.matcher(name).replaceAll("$1?");
        }
        return cut(printable(name.strip()));
    }

    private static String cut(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        int end = MAX_LENGTH - 1;
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }

    /// The text with `?` for each character that would drive a terminal, hide text, turn its
    /// direction, or be no character at all.
    static String printable(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
