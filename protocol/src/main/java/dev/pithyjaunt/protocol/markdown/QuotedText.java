package dev.pithyjaunt.protocol.markdown;

/// Text of others as code, which a forge shows and does nothing else with: no link, image or HTML
/// comes of it, it notifies nobody and closes no issue.
public final class QuotedText {

    private QuotedText() {}

    /// As code within a line, cells of tables included.
    ///
    /// @param maxCharacters of the text that are shown, from its beginning
    public static String inLine(String text, int maxCharacters) {
        return SafeText.code(text, maxCharacters);
    }

    /// As a block.
    ///
    /// @param maxCharacters of the text that are shown, from its beginning
    public static String of(String text, int maxCharacters) {
        String clean = SafeText.clean(text).strip();
        if (clean.length() <= maxCharacters) {
            return SafeText.fence(clean);
        }
        int end =
                Character.isHighSurrogate(clean.charAt(maxCharacters - 1))
                        ? maxCharacters - 1
                        : maxCharacters;
        return SafeText.fence(clean.substring(0, end) + "…");
    }
}
