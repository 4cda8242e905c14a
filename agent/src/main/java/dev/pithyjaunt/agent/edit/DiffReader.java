package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a unified diff as models write it.
///
/// ```
/// file  = ["diff --git a/OLD b/NEW"] { extended } ["--- OLD"] ["+++ NEW"] { hunk }
/// hunk  = "@@" [ "-" START ["," COUNT] "+" START ["," COUNT] ] [ "@@" ] [ SECTION ]
///         { " " LINE | "-" LINE | "+" LINE | "\ No newline…" | LINE }
/// ```
///
/// Counts only help to find the end of a hunk, since they are wrong more often than not.
final class DiffReader {

    private static final int MAX_HEADER = 1_000;

    /// Lines without a mark with which a hunk may begin.
    private static final int MAX_UNMARKED = 20;

    private static final String NO_FILE = "/dev/null";
    private static final Pattern GIT =
            Pattern.compile("diff --git (\"a/[^\"]*\"|a/.+?) (\"b/[^\"]*\"|b/.+)", Pattern.DOTALL);
    private static final Pattern HUNK =
            Pattern.compile(
                    "@@++(?=[\\s@-]|$|.*@@$) *+(?:-(\\d++)(?:,(\\d++))? ++\\+(\\d++)(?:,(\\d++))? *+)?(?:@@++)?(.*)",
                    Pattern.DOTALL);
    private static final Pattern EXTENDED =
            Pattern.compile(
                    "(?:index|old mode|new mode|similarity index|dissimilarity index|rename from|rename to|copy from|copy to|new file mode|deleted file mode) .*");

    private final LineCursor lines;
    private final int draft;
    private final List<Edit> edits = new ArrayList<>();
    private final Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);
    private String oldPath;
    private String newPath;
    private boolean created;
    private boolean deleted;
    private boolean renamed;

    /// Whether `---` or `+++` is there: git leaves both out where no line changes.
    private boolean hasFileHeader;

    private DiffReader(LineCursor lines, int draft, String path) {
        this.lines = lines;
        this.draft = draft;
        this.oldPath = path;
        this.newPath = path;
    }

    /// Whether a file's part of a diff begins at the cursor.
    static boolean startsAt(LineCursor lines) {
        return isGitHeader(lines.peek()) || headersAt(lines) || halfHeaderAt(lines);
    }

    /// Whether a hunk begins at the cursor, for a file that was named before.
    static boolean hunkAt(LineCursor lines) {
        return isHunkHeader(lines.peek())
                && (lines.peek(1).matches("(?s)[-+ \\\\].*|") || changeFollows(lines));
    }

    /// Whether a line with a mark follows before the next hunk, behind context without one.
    private static boolean changeFollows(LineCursor lines) {
        for (int i = 1; i <= Math.min(MAX_UNMARKED, lines.left()); i++) {
            String line = lines.peek(i);
            if (line.startsWith("+") || line.startsWith("-")) {
                return true;
            }
            if (line.startsWith("@@") || line.startsWith("```")) {
                return false;
            }
        }
        return false;
    }

    private static boolean isGitHeader(String line) {
        return line.length() <= MAX_HEADER && GIT.matcher(line).matches();
    }

    private static boolean isHunkHeader(String line) {
        return line.startsWith("@@") && line.length() <= MAX_HEADER && HUNK.matcher(line).matches();
    }

    private static boolean isExtended(String line) {
        return line.length() <= MAX_HEADER && EXTENDED.matcher(line).matches();
    }

    private static boolean headersAt(LineCursor lines) {
        return lines.peek().startsWith("--- ")
                && lines.peek(1).startsWith("+++ ")
                && lines.peek().length() <= MAX_HEADER
                && lines.peek(1).length() <= MAX_HEADER;
    }

    private static boolean halfHeaderAt(LineCursor lines) {
        return (lines.peek().startsWith("--- ") || lines.peek().startsWith("+++ "))
                && lines.peek().length() <= MAX_HEADER
                && lines.peek(1).startsWith("@@");
    }

    /// Reads one file's part.
    ///
    /// @throws MalformedEditException when it has headers and nothing else
    static List<Edit> readFile(LineCursor lines, int draft) {
        DiffReader reader = new DiffReader(lines, draft, "");
        int start = lines.position();
        reader.readHeaders();
        reader.readBody(start);
        return List.copyOf(reader.edits);
    }

    /// Reads hunks of a file that was named before.
    static List<Edit> readHunks(LineCursor lines, int draft, String path, Leniency why) {
        DiffReader reader = new DiffReader(lines, draft, path);
        reader.leniencies.add(why);
        reader.readHunks();
        return List.copyOf(reader.edits);
    }

    private void readBody(int start) {
        if (deleted) {
            List<String> held = new ArrayList<>();
            readHunks();
            edits.forEach(edit -> held.addAll(((Edit.Replace) edit).preImage()));
            edits.clear();
            edits.add(new Edit.Delete(oldPath, held, origin(start)));
            return;
        }
        if (renamed) {
            edits.add(new Edit.Rename(oldPath, newPath, origin(start)));
        }
        readHunks();
        if (edits.isEmpty() && created && !hasFileHeader) {
            edits.add(new Edit.Replace(newPath, List.of(), Edit.Hint.NONE, origin(start)));
        }
        if (edits.isEmpty() && leniencies.contains(Leniency.NOTHING_CHANGED)) {
            throw new MalformedEditException(
                    newPath,
                    "the diff at line %d of the reply changes nothing: what it removes it adds again"
                            .formatted(start + 1),
                    lines.text(start, lines.position()));
        }
        if (edits.isEmpty()) {
            throw new MalformedEditException(
                    newPath,
                    "the diff at line %d of the reply has headers and no hunk".formatted(start + 1),
                    lines.text(start, lines.position()));
        }
    }

    private void readHeaders() {
        Matcher git = GIT.matcher(lines.peek());
        boolean named = git.matches();
        if (named) {
            oldPath = path(git.group(1));
            newPath = path(git.group(2));
            lines.next();
        }
        while (lines.hasNext() && isExtended(lines.peek())) {
            String line = lines.next();
            renamed |= line.startsWith("rename to ");
            deleted |= line.startsWith("deleted file mode ");
            created |= line.startsWith("new file mode ");
            refuseUnsupported(line);
        }
        Optional<String> from = header("--- ");
        Optional<String> to = header("+++ ");
        if (from.isEmpty() || to.isEmpty()) {
            leniencies.add(Leniency.NO_FILE_HEADERS);
        }
        hasFileHeader = from.isPresent() || to.isPresent();
        created |= from.filter(NO_FILE::equals).isPresent();
        deleted |= to.filter(NO_FILE::equals).isPresent();
        String old = from.filter(path -> !path.equals(NO_FILE)).orElse(oldPath);
        newPath =
                to.filter(path -> !path.equals(NO_FILE)).orElse(newPath.isEmpty() ? old : newPath);
        oldPath = old.isEmpty() ? newPath : old;
        if (!renamed && !created && !deleted && !oldPath.equals(newPath)) {
            leniencies.add(Leniency.OTHER_NEW_NAME);
        }
    }

    /// Copies, links, submodules and modes are no changes of lines.
    private void refuseUnsupported(String line) {
        boolean mode = line.matches("(?:new mode|new file mode) .*") && !line.endsWith(" 100644");
        if (mode || line.startsWith("copy ")) {
            throw new MalformedEditException(
                    newPath,
                    "\"%s\" at line %d of the reply can't be done: state files by their text alone"
                            .formatted(line.strip(), lines.position()),
                    line);
        }
    }

    private Optional<String> header(String mark) {
        return lines.hasNext() && lines.peek().startsWith(mark)
                ? Optional.of(path(lines.next().substring(mark.length())))
                : Optional.empty();
    }

    /// A header's path without quotes, time stamp and the prefixes `a/` and `b/`.
    private static String path(String text) {
        String path = text.replaceFirst("\\t.*", "").strip();
        path = path.replaceFirst("(?<! ) +\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d.*", "");
        if (path.length() > 1 && path.startsWith("\"") && path.endsWith("\"")) {
            path = path.substring(1, path.length() - 1);
        }
        return path.matches("[ab]/.+") ? path.substring(2) : path;
    }

    private void readHunks() {
        while (lines.hasNext()) {
            int blank = 0;
            while (lines.peek(blank).isEmpty() && blank < lines.left()) {
                blank++;
            }
            if (!isHunkHeader(lines.peek(blank))) {
                return;
            }
            lines.moveTo(lines.position() + blank);
            readHunk();
        }
    }

    private void readHunk() {
        int start = lines.position();
        Matcher header = HUNK.matcher(lines.next());
        if (!header.matches()) {
            throw new IllegalStateException("not a hunk: " + lines.text(start, start + 1));
        }
        HunkBody body = new HunkBody(number(header, 1), number(header, 2), number(header, 4));
        int end = hunkEnd(body.countsAreStated());
        while (lines.position() < end && !endsHunk(body.isComplete())) {
            body.add(lines.next());
        }
        refuseCutByFence(body, start);
        List<EditLine> read = body.lines();
        Set<Leniency> all = EnumSet.noneOf(Leniency.class);
        all.addAll(leniencies);
        all.addAll(body.leniencies());
        if (EditLine.texts(read, EditLine.Kind.ADDED)
                .equals(EditLine.texts(read, EditLine.Kind.REMOVED))) {
            leniencies.add(Leniency.NOTHING_CHANGED);
            return;
        }
        // Without an old line only a hunk that says so has a place, else its number is a guess.
        boolean guess = read.stream().noneMatch(EditLine::isOld) && !"0".equals(header.group(2));
        OptionalInt line = created || guess ? OptionalInt.empty() : number(header, 1);
        edits.add(
                new Edit.Replace(
                        renamed ? newPath : oldPath,
                        read,
                        new Edit.Hint(
                                newPath.equals(oldPath) ? "" : newPath,
                                line,
                                section(header.group(5))),
                        new Edit.Origin(
                                start + 1,
                                draft,
                                "--- %s\n+++ %s\n%s"
                                        .formatted(
                                                oldPath,
                                                newPath,
                                                lines.text(start, lines.position())),
                                all)));
    }

    /// What stands behind the second `@@`, or between two that enclose it.
    private static String section(String text) {
        String section = text.strip();
        int end = section.length();
        while (end > 0 && section.charAt(end - 1) == '@') {
            end--;
        }
        return section.length() - end > 1 ? section.substring(0, end).strip() : section;
    }

    /// Context lines without their mark may be fences of the file, with more of the hunk behind
    /// them.
    private void refuseCutByFence(HunkBody body, int start) {
        boolean cut =
                body.countsAreStated()
                        && !body.isComplete()
                        && lines.hasNext()
                        && lines.peek().startsWith("```")
                        && (lines.peek(1).startsWith("+") || lines.peek(1).startsWith(" "));
        if (cut) {
            throw new MalformedEditException(
                    newPath,
                    "the hunk at line %d of the reply is cut by a fence (line %d): put a blank before each context line"
                            .formatted(start + 1, lines.position() + 1),
                    lines.text(start, lines.position() + 1));
        }
    }

    /// The first line that can't belong to the hunk at the cursor.
    private int hunkEnd(boolean counted) {
        int here = lines.position();
        int lastMarked = here;
        while (lines.hasNext()) {
            String line = lines.peek();
            if (isHunkHeader(line)
                    || isGitHeader(line)
                    || (headersAt(lines) && lines.peek(2).startsWith("@@"))
                    || line.startsWith("```")
                    || line.startsWith("*** ")) {
                break;
            }
            lines.next();
            if (line.startsWith("+") || line.startsWith("-") || counted || line.startsWith(" ")) {
                lastMarked = lines.position();
            }
        }
        lines.moveTo(here);
        return lastMarked;
    }

    private boolean endsHunk(boolean complete) {
        String line = lines.peek();
        if (headersAt(lines) && complete) {
            return true;
        }
        boolean marked = !line.isEmpty() && " +-\\".indexOf(line.charAt(0)) >= 0;
        // Behind a whole hunk and an empty line, "- " and "+ " begin items of a list.
        boolean list = line.isEmpty() && lines.peek(1).matches("[-+] \\S.*");
        return complete && (line.isEmpty() ? list : !marked);
    }

    private Edit.Origin origin(int start) {
        return new Edit.Origin(start + 1, draft, lines.text(start, lines.position()), leniencies);
    }

    private static OptionalInt number(Matcher header, int group) {
        String digits = header.group(group);
        return digits == null || digits.length() > 9
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(digits));
    }
}
