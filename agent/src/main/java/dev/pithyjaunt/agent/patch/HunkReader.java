package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the hunks of one file's part. The grammar is at the top of [PatchReader].
final class HunkReader {

    /// Nine digits: a number of lines that an `int` holds. The rest is cut off before it is
    /// matched, so a long line costs nothing here.
    private static final Pattern HEADER =
            Pattern.compile(
                    "@@ -(0|[1-9]\\d{0,8})(?:,(0|[1-9]\\d{0,8}))? \\+(0|[1-9]\\d{0,8})(?:,(0|[1-9]\\d{0,8}))? @@(?= |$)");

    private final DiffLines lines;
    private final Change change;

    HunkReader(DiffLines lines, Change change) {
        this.lines = lines;
        this.change = change;
    }

    /// Where the part ends has to be known before its encoding is, so that a part with other than
    /// ASCII characters is read twice.
    Content.Text read() {
        DiffLines.Place start = lines.place();
        List<Hunk> hunks = readHunks(ISO_8859_1);
        if (lines.isAsciiSince(start)) {
            return new Content.Text(hunks, UTF_8);
        }
        if (lines.charsetSince(start).equals(ISO_8859_1)) {
            return new Content.Text(hunks, ISO_8859_1);
        }
        lines.moveTo(start);
        return new Content.Text(readHunks(UTF_8), UTF_8);
    }

    private List<Hunk> readHunks(Charset charset) {
        List<Hunk> hunks = new ArrayList<>();
        do {
            lines.isInHunk(hunks.size() + 1);
            hunks.add(readHunk(charset));
        } while (lines.startsWith("@@") && change != Change.ADDED && change != Change.DELETED);
        return hunks;
    }

    private Hunk readHunk(Charset charset) {
        Matcher header = HEADER.matcher(lines.startsWith("@@ -") ? lines.peek(0) : "");
        if (!header.lookingAt()) {
            throw lines.failure("\"@@ -LINE,COUNT +LINE,COUNT @@\"");
        }
        Hunk.Range oldRange = range(header.group(1), header.group(2));
        Hunk.Range newRange = range(header.group(3), header.group(4));
        checkRanges(oldRange, newRange);
        String section = lines.next(header.end(), charset);
        return new Hunk(oldRange, newRange, section, readLines(oldRange, newRange, charset));
    }

    private Hunk.Range range(String start, @org.jspecify.annotations.Nullable String count) {
        Hunk.Range range =
                new Hunk.Range(
                        Integer.parseInt(start),
                        count == null ? 1 : Integer.parseInt(count),
                        count != null);
        if (range.start() == 0 && range.count() > 0) {
            throw lines.failure("a first line of at least 1");
        }
        return range;
    }

    private void checkRanges(Hunk.Range oldRange, Hunk.Range newRange) {
        if (change == Change.ADDED && (oldRange.start() != 0 || oldRange.count() != 0)) {
            throw lines.failure("\"@@ -0,0 +1\" for a file that is added");
        }
        if (change == Change.DELETED && (newRange.start() != 0 || newRange.count() != 0)) {
            throw lines.failure("\"+0,0 @@\" for a file that is deleted");
        }
    }

    private List<Line> readLines(Hunk.Range oldRange, Hunk.Range newRange, Charset charset) {
        List<Line> read = new ArrayList<>();
        int oldLeft = oldRange.count();
        int newLeft = newRange.count();
        boolean isChanged = false;
        while (oldLeft > 0 || newLeft > 0) {
            Line.Kind kind = kind(oldLeft, newLeft);
            String text = lines.next(1, charset);
            oldLeft -= kind == Line.Kind.ADDED ? 0 : 1;
            newLeft -= kind == Line.Kind.REMOVED ? 0 : 1;
            isChanged |= kind != Line.Kind.CONTEXT;
            read.add(new Line(kind, text, isEnded(kind, oldLeft, newLeft)));
        }
        if (!isChanged) {
            throw lines.failure("an added or a removed line in the hunk above");
        }
        return read;
    }

    private Line.Kind kind(int oldLeft, int newLeft) {
        char mark = lines.hasNext() ? lines.mark() : '\n';
        if (mark == ' ' && oldLeft > 0 && newLeft > 0) {
            return Line.Kind.CONTEXT;
        }
        if (mark == '-' && oldLeft > 0) {
            return Line.Kind.REMOVED;
        }
        if (mark == '+' && newLeft > 0) {
            return Line.Kind.ADDED;
        }
        throw lines.failure(
                "%s, since the hunk still has %d old and %d new lines"
                        .formatted(marks(oldLeft, newLeft), oldLeft, newLeft));
    }

    private static String marks(int oldLeft, int newLeft) {
        return newLeft == 0 ? "\"-\"" : oldLeft == 0 ? "\"+\"" : "\" \", \"-\" or \"+\"";
    }

    private boolean isEnded(Line.Kind kind, int oldLeft, int newLeft) {
        if (!lines.startsWith("\\")) {
            return true;
        }
        boolean isLastOld = kind == Line.Kind.ADDED || oldLeft == 0;
        boolean isLastNew = kind == Line.Kind.REMOVED || newLeft == 0;
        if (!isLastOld || !isLastNew || !lines.peek(0).equals(PatchReader.NOT_ENDED)) {
            throw lines.failure(
                    "\"%s\", and that behind the last old or new line alone"
                            .formatted(PatchReader.NOT_ENDED));
        }
        lines.next(0);
        return false;
    }
}
