package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a unified diff as models write it.
///
/// ```
/// diff   = { ["diff --git a/OLD b/NEW"] { extended } ["--- OLD" "+++ NEW"] { hunk } }
/// hunk   = "@@" ["-" START ["," COUNT] "+" START ["," COUNT]] "@@" { " " LINE | "-" LINE | "+" LINE | "\ No newline…" }
/// ```
///
/// Lenient where models are loose: counts in `@@` only help to find the end of a hunk, since they
/// are wrong more often than not; a blank line is an empty context line; a line without mark counts
/// as context while the stated counts are not reached.
final class DiffReader {

    private static final Pattern GIT = Pattern.compile("diff --git (\"?a/.+?\"?) (\"?b/.+\"?)");
    private static final Pattern HUNK =
            Pattern.compile("@@ *(?:-(\\d+)(?:,(\\d+))? +\\+(\\d+)(?:,(\\d+))? *)?(?:@@.*)?");
    private static final Pattern EXTENDED =
            Pattern.compile(
                    "(?:index|old mode|new mode|similarity index|dissimilarity index|rename from|rename to|new file mode|deleted file mode) .*");

    private final LineCursor lines;
    private final List<Edit> edits = new ArrayList<>();
    private String oldPath = "";
    private String newPath = "";
    private boolean renamed;
    private boolean deleted;
    private int start;

    private DiffReader(LineCursor lines) {
        this.lines = lines;
    }

    /// Whether a file's part of a diff begins at the cursor.
    static boolean startsAt(LineCursor lines) {
        return GIT.matcher(lines.peek()).matches() || headersAt(lines);
    }

    private static boolean headersAt(LineCursor lines) {
        return lines.peek().startsWith("--- ")
                && lines.peek(1).startsWith("+++ ")
                && !lines.peek(1).startsWith("+++ b/dev/null");
    }

    /// Reads the parts of all files that follow one another here.
    ///
    /// @throws MalformedEditException when a file has headers and nothing else
    static List<Edit> read(LineCursor lines) {
        DiffReader reader = new DiffReader(lines);
        reader.readFile();
        return reader.edits;
    }

    private void readFile() {
        start = lines.position();
        readHeaders();
        if (renamed) {
            edits.add(new Edit.Rename(oldPath, newPath, raw(start)));
        }
        if (deleted) {
            skipHunks();
            edits.add(new Edit.Delete(oldPath, raw(start)));
            return;
        }
        int before = edits.size();
        while (lines.hasNext() && HUNK.matcher(lines.peek()).matches()) {
            readHunk();
        }
        if (edits.isEmpty() && edits.size() == before) {
            throw new MalformedEditException(
                    newPath,
                    "the diff at line %d of the reply has headers and no hunk".formatted(start + 1),
                    raw(start));
        }
    }

    private void readHeaders() {
        Matcher git = GIT.matcher(lines.peek());
        if (git.matches()) {
            oldPath = path(git.group(1));
            newPath = path(git.group(2));
            lines.next();
        }
        while (lines.hasNext() && EXTENDED.matcher(lines.peek()).matches()) {
            String line = lines.next();
            renamed |= line.startsWith("rename to ");
            deleted |= line.startsWith("deleted file mode ");
        }
        if (lines.hasNext() && headersAt(lines)) {
            String from = path(lines.next().substring(4));
            String to = path(lines.next().substring(4));
            deleted |= to.equals("/dev/null");
            oldPath = from.equals("/dev/null") ? to : from;
            newPath = deleted ? oldPath : to;
        }
    }

    /// A header's path without quotes, time stamp and the prefixes `a/` and `b/`.
    private static String path(String text) {
        String path = text.replaceFirst("\\t.*", "").strip();
        if (path.length() > 1 && path.startsWith("\"") && path.endsWith("\"")) {
            path = path.substring(1, path.length() - 1);
        }
        return path.matches("[ab]/.+") ? path.substring(2) : path;
    }

    private void readHunk() {
        int from = lines.position();
        Matcher header = HUNK.matcher(lines.next());
        if (!header.matches()) {
            throw new IllegalStateException("not a hunk: " + lines.text(from, from + 1));
        }
        OptionalInt statedLine = number(header.group(1));
        int oldLeft = number(header.group(2)).orElse(header.group(1) == null ? 0 : 1);
        int newLeft = number(header.group(4)).orElse(header.group(3) == null ? 0 : 1);
        List<String> preImage = new ArrayList<>();
        List<String> postImage = new ArrayList<>();
        while (lines.hasNext() && !endsHunk(oldLeft <= 0 && newLeft <= 0)) {
            String line = lines.next();
            char mark = line.isEmpty() ? ' ' : line.charAt(0);
            String text = line.isEmpty() ? "" : line.substring(1);
            switch (mark) {
                case '\\' -> {}
                case '-' -> {
                    preImage.add(text);
                    oldLeft--;
                }
                case '+' -> {
                    postImage.add(text);
                    newLeft--;
                }
                default -> {
                    String context = mark == ' ' ? text : line;
                    preImage.add(context);
                    postImage.add(context);
                    oldLeft--;
                    newLeft--;
                }
            }
        }
        dropBlankEnd(preImage, postImage, oldLeft, newLeft);
        edits.add(
                new Edit.Replace(
                        newPath,
                        preImage,
                        postImage,
                        statedLine,
                        "--- %s\n+++ %s\n%s".formatted(oldPath, newPath, raw(from))));
    }

    /// Blank lines that stand after the counted lines separate the hunk from what follows.
    private static void dropBlankEnd(
            List<String> preImage, List<String> postImage, int oldLeft, int newLeft) {
        int extra = Math.min(-oldLeft, -newLeft);
        while (extra-- > 0
                && !preImage.isEmpty()
                && !postImage.isEmpty()
                && preImage.getLast().isEmpty()
                && postImage.getLast().isEmpty()) {
            preImage.removeLast();
            postImage.removeLast();
        }
    }

    private boolean endsHunk(boolean complete) {
        String line = lines.peek();
        if (HUNK.matcher(line).matches() && line.startsWith("@@")) {
            return true;
        }
        if (GIT.matcher(line).matches() || line.strip().startsWith("```")) {
            return true;
        }
        if (headersAt(lines) && (complete || lines.peek(2).startsWith("@@"))) {
            return true;
        }
        boolean marked = line.isEmpty() || " +-\\".indexOf(line.charAt(0)) >= 0;
        return complete && !marked;
    }

    private void skipHunks() {
        while (lines.hasNext() && HUNK.matcher(lines.peek()).matches()) {
            lines.next();
            while (lines.hasNext() && !endsHunk(true)) {
                lines.next();
            }
        }
    }

    private String raw(int from) {
        return lines.text(from, lines.position());
    }

    private static OptionalInt number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null || digits.length() > 9
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(digits));
    }
}
