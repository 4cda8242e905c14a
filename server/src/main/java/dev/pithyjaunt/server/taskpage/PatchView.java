package dev.pithyjaunt.server.taskpage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A patch as a page shows it: git's own lines, by file. It judges nothing, and whatever it does
/// not know stays a line.
///
/// @param hiddenLines lines beyond those a page can hold
record PatchView(List<FileView> files, int hiddenLines) {

    private static final int MAX_LINES = 5_000;

    /// Longer ones, as in packed scripts, are cut.
    private static final int MAX_WIDTH = 2_000;

    private static final String FILE = "diff --git ";
    private static final Pattern HUNK =
            Pattern.compile("@@ -\\d+(?:,(?<old>\\d{1,9}))? \\+\\d+(?:,(?<new>\\d{1,9}))? @@.*");

    PatchView {
        files = List.copyOf(files);
    }

    /// @param kind `added`, `removed`, `context`, `hunk` or `meta`
    record LineView(String kind, String text) {}

    /// @param path as git writes it, quoted where git quotes it
    record FileView(String path, long added, long removed, List<LineView> lines) {

        private static FileView of(List<LineView> lines) {
            return new FileView(path(lines), count(lines, "added"), count(lines, "removed"), lines);
        }

        private static long count(List<LineView> lines, String kind) {
            return lines.stream().filter(line -> line.kind().equals(kind)).count();
        }

        /// The name after the change; before it when the file goes away.
        private static String path(List<LineView> lines) {
            for (String mark : List.of("+++ b/", "+++ \"b/", "--- a/", "--- \"a/", "rename to ")) {
                for (LineView line : lines) {
                    if (line.kind().equals("meta") && line.text().startsWith(mark)) {
                        return line.text().substring(mark.length()).replaceFirst("[\\t\"]+$", "");
                    }
                }
            }
            String first = lines.getFirst().text();
            return first.startsWith(FILE) ? first.substring(FILE.length()) : first;
        }
    }

    static PatchView of(byte[] patch) {
        String text = new String(patch, StandardCharsets.UTF_8);
        List<String> all = text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
        int end = text.endsWith("\n") ? all.size() - 1 : all.size();
        int shown = Math.min(end, MAX_LINES);
        List<FileView> files = new ArrayList<>();
        List<LineView> current = new ArrayList<>();
        int oldLeft = 0;
        int newLeft = 0;
        for (String line : all.subList(0, shown)) {
            Matcher hunk = HUNK.matcher(line);
            boolean inside = oldLeft > 0 || newLeft > 0;
            String kind = inside ? kindInHunk(line) : "meta";
            if (inside) {
                oldLeft -= kind.equals("removed") || kind.equals("context") ? 1 : 0;
                newLeft -= kind.equals("added") || kind.equals("context") ? 1 : 0;
            } else if (hunk.matches()) {
                kind = "hunk";
                oldLeft = count(hunk.group("old"));
                newLeft = count(hunk.group("new"));
            } else if (line.startsWith(FILE) && !current.isEmpty()) {
                files.add(FileView.of(List.copyOf(current)));
                current.clear();
            }
            current.add(new LineView(kind, cut(line)));
        }
        if (!current.isEmpty()) {
            files.add(FileView.of(List.copyOf(current)));
        }
        return new PatchView(files, end - shown);
    }

    private static String kindInHunk(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> "added";
            case '-' -> "removed";
            case '\\' -> "meta";
            default -> "context";
        };
    }

    private static int count(String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private static String cut(String line) {
        return line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH) + " …";
    }
}
