package dev.pithyjaunt.agent.policy;

import java.util.stream.Collectors;

/// Why a patch is refused, or why a person must look.
///
/// @param path relative to the repository's root; empty when it is about the whole patch
/// @param detail what is said of the path, such as `is a binary file`; never a secret itself
public record Reason(Rule rule, String path, String detail) {

    private static final int MAX_SHOWN = 200;

    /// One line for people, in which characters that deceive are written as escapes.
    public String text() {
        return path.isEmpty() ? detail : shown(path) + " " + detail;
    }

    static String shown(String path) {
        String visible =
                path.codePoints()
                        .limit(MAX_SHOWN)
                        .mapToObj(Reason::shown)
                        .collect(Collectors.joining());
        return path.codePointCount(0, path.length()) > MAX_SHOWN ? visible + "…" : visible;
    }

    private static String shown(int c) {
        int type = Character.getType(c);
        boolean hidden =
                Character.isISOControl(c)
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR
                        || type == Character.UNASSIGNED;
        return hidden ? "\\u{%04X}".formatted(c) : Character.toString(c);
    }
}
