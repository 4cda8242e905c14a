package dev.pithyjaunt.testkit;

/// A part of a prompt that a provider caches.
///
/// @param head what it is: all of it but the text, such as the role
/// @param text what is counted as tokens; may be empty
/// @param mark how long the cache is to keep what ends here: `5m` or `1h`, empty when it bears no
///   mark
record PromptPart(String head, String text, String mark) {

    PromptPart(String head, String text) {
        this(head, text, "");
    }

    boolean isMarked() {
        return !mark.isEmpty();
    }

    PromptPart marked(String keep) {
        return new PromptPart(head, text, keep);
    }

    /// Texts are joined by one character.
    int bytes() {
        return text.isEmpty() ? 0 : ReportedUsage.bytes(text) + 1;
    }
}
