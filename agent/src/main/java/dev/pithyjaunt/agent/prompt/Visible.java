package dev.pithyjaunt.agent.prompt;

/// Text that people did not necessarily see as the model would: characters that show nothing, turn
/// the direction of text or drive a terminal are written as escapes.
public final class Visible {

    private Visible() {}

    public static String text(String text) {
        if (text.codePoints().noneMatch(Visible::isHidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (isHidden(c)) {
                        visible.append("\\u{%04X}".formatted(c));
                    } else {
                        visible.appendCodePoint(c);
                    }
                });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        return switch (c) {
            case '\n', '\t', '\r' -> false;
            default ->
                    Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || (c >= 0xE0000 && c <= 0xE0FFF);
        };
    }
}
