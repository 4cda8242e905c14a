package dev.pithyjaunt.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files that a prompt shows, and search/replace blocks made from nothing but them.
///
/// ```
/// <file path="src/A.java">
/// content
/// </file>
/// ```
///
/// The tag is `file2`, `file3`, ... where the content holds `</file`; other attributes may follow
/// the path.
record ShownFiles(List<Shown> files) {

    private static final Pattern FILE =
            Pattern.compile(
                    "^<(file\\d*) path=\"([^\"\n]+)\"[^>\n]*>\n(.*?)^</\\1>",
                    Pattern.DOTALL | Pattern.MULTILINE);

    ShownFiles {
        files = List.copyOf(files);
    }

    /// @param content whole lines; empty for an empty file
    record Shown(String path, String content) {}

    static ShownFiles in(String prompt) {
        List<Shown> files = new ArrayList<>();
        Matcher file = FILE.matcher(prompt);
        while (file.find()) {
            files.add(new Shown(file.group(2), file.group(3)));
        }
        return new ShownFiles(files);
    }

    /// The block that replaces a text, in the last shown file that contains it; empty when none
    /// does.
    Optional<String> replacement(String find, String replace) {
        return files.reversed().stream()
                .filter(file -> file.content().contains(find))
                .findFirst()
                .map(file -> replacement(file, find, replace));
    }

    /// Widened to whole lines, and to one line before them so that the place is more likely the
    /// only one.
    private static String replacement(Shown file, String find, String replace) {
        String content = file.content();
        int at = content.indexOf(find);
        int start = lineStart(content, at);
        int from = start == 0 ? 0 : lineStart(content, start - 1);
        int lineEnd = content.indexOf('\n', at + find.length());
        int to = lineEnd < 0 ? content.length() : lineEnd;
        return block(
                file.path(),
                content.substring(from, to),
                content.substring(from, at) + replace + content.substring(at + find.length(), to));
    }

    private static int lineStart(String content, int at) {
        return content.lastIndexOf('\n', at - 1) + 1;
    }

    /// A search/replace block; an empty old text makes a new file.
    static String block(String path, String oldText, String newText) {
        return path
                + "\n<<<<<<< SEARCH\n"
                + line(oldText)
                + "=======\n"
                + line(newText)
                + ">>>>>>> REPLACE\n";
    }

    private static String line(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
