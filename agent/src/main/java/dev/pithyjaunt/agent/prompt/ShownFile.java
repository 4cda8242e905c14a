package dev.pithyjaunt.agent.prompt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;

/// A file as the model sees it: its text between tags that name its path. Code never travels inside
/// JSON, and lines carry no numbers, so that they can be copied as they are.
public final class ShownFile {

    private static final int SNIFFED_BYTES = 8000;

    private static final String GAP = "[lines left out here]\n";

    private ShownFile() {}

    public static String whole(String path, String content) {
        return tagged(path, "", content);
    }

    /// A stretch of a long file.
    ///
    /// @param note what it is, such as `part 2 of 3`
    public static String part(String path, String note, String content) {
        return tagged(path, " note=\"" + note + "\"", content);
    }

    /// Some lines, with a mark where others are left out.
    ///
    /// @param lines all of the file
    /// @param shown indexes of those to show, from 0
    public static String excerpt(String path, List<String> lines, SortedSet<Integer> shown) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i : shown) {
            if (i > next) {
                text.append(GAP);
            }
            text.append(lines.get(i)).append('\n');
            next = i + 1;
        }
        if (next < lines.size()) {
            text.append(GAP);
        }
        return part(path, "in part", text.toString());
    }

    /// What a repository tells agents.
    static String guidance(String path, String content) {
        return Tag.around(
                        "guidance",
                        " path=\"%s\"".formatted(Visible.name(path)),
                        Visible.text(content))
                + "\n";
    }

    /// Whether a content can be shown: it has no NUL bytes where git looks for them.
    public static boolean isText(byte[] content) {
        for (int i = 0; i < Math.min(content.length, SNIFFED_BYTES); i++) {
            if (content[i] == 0) {
                return false;
            }
        }
        return true;
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String tagged(String path, String note, String content) {
        return Tag.around(
                        "file",
                        " path=\"%s\"%s".formatted(Visible.name(path), note),
                        Visible.text(content))
                + "\n";
    }
}
