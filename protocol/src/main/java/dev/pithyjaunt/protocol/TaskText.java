package dev.pithyjaunt.protocol;

/// A task's text as a person wrote it, checked: not empty, at most [#MAX_CHARACTERS] characters.
public record TaskText(String text) {

    public static final int MAX_CHARACTERS = 40_000;
    public static final int MAX_TITLE = 72;

    public TaskText {
        text = text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the task is empty: say what should change");
        }
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the task has %,d characters, and at most %,d are taken: shorten it, or put the details into a file of the repository"
                            .formatted(text.length(), MAX_CHARACTERS));
        }
    }

    /// The first line without control characters and Markdown heading marks, cut at a word to at
    /// most [#MAX_TITLE] characters.
    public String title() {
        String line = text.lines().findFirst().orElse(text).replaceFirst("^#+\\s*", "").strip();
        line = line.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").replaceAll("\\s+", " ").strip();
        if (line.length() <= MAX_TITLE) {
            return line;
        }
        int cut = line.lastIndexOf(' ', MAX_TITLE - 1);
        int end = cut > MAX_TITLE / 2 ? cut : MAX_TITLE - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
