package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a patch as git prints it.
///
/// ```
/// patch   = { git | plain }
/// git     = "diff --git " OLD " " NEW
///           [ "old mode " MODE, "new mode " MODE | "new file mode " MODE | "deleted file mode " MODE ]
///           [ [ "similarity index " N "%" ] ( "rename" | "copy" ) " from " NAME, "… to " NAME
///           | "dissimilarity index " N "%" ]
///           [ "index " ID ".." ID [ " " MODE ] ]
///           [ text | "Binary files " OLD " and " NEW " differ" | binary ]
/// plain   = text
/// text    = "--- " OLD [ TAB … ], "+++ " NEW [ TAB … ], hunk, { hunk }
/// hunk    = "@@ -" RANGE " +" RANGE " @@" [ " " SECTION ], line, { line }
/// line    = ( " " | "-" | "+" ) TEXT, [ "\ No newline at end of file" ]
/// binary  = "GIT binary patch", block, [ block ]
/// block   = ( "literal " | "delta " ) SIZE, { BASE85 }, ""
/// ```
///
/// OLD and NEW have a prefix such as `a/`, or are `/dev/null` in `text`. Source: git's
/// `Documentation/diff-generate-patch.txt`, and what its `diff.c` prints.
final class PatchReader {

    static final String NOT_ENDED = "\\ No newline at end of file";

    private static final Pattern PREFIX = Pattern.compile("[abciow12]/");
    private static final Pattern INDEX =
            Pattern.compile("([0-9a-f]{4,64})\\.\\.([0-9a-f]{4,64})(?: ([0-7]{6}))?");

    /// Programs write this time for a file that is not there, and git takes it for that.
    private static final Pattern EPOCH = Pattern.compile("\t(?:1969-12-31|1970-01-01)[^\n]*");

    private final DiffLines lines;

    PatchReader(byte[] diff) {
        lines = new DiffLines(diff);
    }

    Patch read() {
        List<FilePatch> files = new ArrayList<>();
        do {
            files.add(readFile());
        } while (lines.hasNext());
        return new Patch(files);
    }

    private FilePatch readFile() {
        lines.isAbout("");
        if (lines.startsWith("diff --git ")) {
            return readGit();
        }
        if (lines.startsWith("--- ")) {
            return readPlain();
        }
        throw lines.failure("\"diff --git \" or \"--- \"");
    }

    private FilePatch readGit() {
        DiffLines.Place start = lines.place();
        String header = lines.next("diff --git ".length());
        Modes modes = readModes();
        OptionalInt similarity = OptionalInt.empty();
        Optional<Names> moved = Optional.empty();
        if (modes.change() == Change.MODIFIED) {
            similarity = readPercent("similarity index ");
            moved = readMoved(header, start);
            if (similarity.isPresent() && moved.isEmpty()) {
                throw lines.failure("\"rename from \" or \"copy from \"");
            }
            if (moved.isEmpty()) {
                similarity = readPercent("dissimilarity index ");
            }
        }
        Names names = moved.isPresent() ? moved.get() : samePath(header, modes.change(), start);
        lines.isAbout(names.newName().path());
        Ids ids = readIds(modes);
        return readContent(
                names.change(),
                similarity,
                new FilePatch.Side(
                        names.oldPrefix(), names.oldName(), ids.oldMode(), ids.oldId(), ""),
                new FilePatch.Side(
                        names.newPrefix(), names.newName(), ids.newMode(), ids.newId(), ""));
    }

    private Modes readModes() {
        if (lines.startsWith("new file mode ")) {
            return new Modes(
                    Change.ADDED, Optional.empty(), Optional.of(readMode("new file mode ")));
        }
        if (lines.startsWith("deleted file mode ")) {
            return new Modes(
                    Change.DELETED, Optional.of(readMode("deleted file mode ")), Optional.empty());
        }
        if (!lines.startsWith("old mode ")) {
            return new Modes(Change.MODIFIED, Optional.empty(), Optional.empty());
        }
        TreeFile.Mode oldMode = readMode("old mode ");
        if (lines.startsWith("new mode " + oldMode.digits())) {
            throw lines.failure("another mode than the old one");
        }
        return new Modes(Change.MODIFIED, Optional.of(oldMode), Optional.of(readMode("new mode ")));
    }

    /// The line states the mode when it is on both sides the same.
    private Ids readIds(Modes modes) {
        if (!lines.startsWith("index ")) {
            return new Ids(Optional.empty(), Optional.empty(), modes.oldMode(), modes.newMode());
        }
        Matcher index = INDEX.matcher(lines.peek("index ".length()));
        if (!index.matches()) {
            throw lines.failure("\"index \" and two object ids");
        }
        Optional<String> oldId = Optional.of(index.group(1));
        Optional<String> newId = Optional.of(index.group(2));
        if (index.group(3) == null) {
            lines.next(0);
            return new Ids(oldId, newId, modes.oldMode(), modes.newMode());
        }
        if (modes.change() != Change.MODIFIED || modes.oldMode().isPresent()) {
            throw lines.failure("no mode in this line, since it stands above");
        }
        Optional<TreeFile.Mode> mode = Optional.of(mode(index.group(3)));
        lines.next(0);
        return new Ids(oldId, newId, mode, mode);
    }

    private TreeFile.Mode readMode(String word) {
        if (!lines.startsWith(word)) {
            throw lines.failure(Shown.quoted(word));
        }
        TreeFile.Mode mode = mode(lines.peek(word.length()));
        lines.next(0);
        return mode;
    }

    private TreeFile.Mode mode(String digits) {
        for (TreeFile.Mode mode : TreeFile.Mode.values()) {
            if (mode.digits().equals(digits)) {
                return mode;
            }
        }
        throw lines.failure("the mode 100644, 100755, 120000 or 160000");
    }

    private OptionalInt readPercent(String word) {
        if (!lines.startsWith(word)) {
            return OptionalInt.empty();
        }
        String text = lines.peek(word.length());
        if (!text.matches("(?:[1-9]?[0-9]|100)%")) {
            throw lines.failure("a number of percent");
        }
        lines.next(0);
        return OptionalInt.of(Integer.parseInt(text.substring(0, text.length() - 1)));
    }

    private Optional<Names> readMoved(String header, DiffLines.Place start) {
        boolean isCopy = lines.startsWith("copy from ");
        if (!isCopy && !lines.startsWith("rename from ")) {
            return Optional.empty();
        }
        String verb = isCopy ? "copy" : "rename";
        PathName from = readName(verb + " from ");
        PathName to = readName(verb + " to ");
        String oldPrefix = prefix(header);
        String begin = from.written(oldPrefix) + " ";
        String rest = header.startsWith(begin) ? header.substring(begin.length()) : "";
        String newPrefix = prefix(rest);
        if (oldPrefix.isEmpty() || newPrefix.isEmpty() || !rest.equals(to.written(newPrefix))) {
            lines.moveTo(start);
            throw lines.failure(
                    "the paths of the lines \"%s from\" and \"%s to\"".formatted(verb, verb));
        }
        Change change = isCopy ? Change.COPIED : Change.RENAMED;
        return Optional.of(new Names(change, oldPrefix, from, newPrefix, to));
    }

    /// The prefix of a written path; empty when it has none.
    private static String prefix(String written) {
        Matcher prefix = PREFIX.matcher(written);
        return prefix.region(written.startsWith("\"") ? 1 : 0, written.length()).lookingAt()
                ? prefix.group()
                : "";
    }

    private PathName readName(String word) {
        if (!lines.startsWith(word)) {
            throw lines.failure(Shown.quoted(word));
        }
        PathName name =
                PathName.read(lines.peek(word.length()))
                        .orElseThrow(() -> lines.failure("a path as git writes it"));
        lines.next(0);
        return name;
    }

    /// The header of a file that stays where it is names the same path twice, so the middle of the
    /// line is between them: paths may hold spaces.
    private Names samePath(String header, Change change, DiffLines.Place start) {
        int middle = header.length() / 2;
        if (header.length() % 2 == 1 && header.charAt(middle) == ' ') {
            Optional<PathName> old = PathName.read(header.substring(0, middle));
            Optional<PathName> made = PathName.read(header.substring(middle + 1));
            if (old.filter(PatchReader::hasPrefix).isPresent()
                    && made.filter(PatchReader::hasPrefix).isPresent()
                    && old.get().withoutPrefix().equals(made.get().withoutPrefix())) {
                return Names.of(change, old.get(), made.get());
            }
        }
        lines.moveTo(start);
        throw lines.failure("the same path twice, as a/PATH and b/PATH");
    }

    private static boolean hasPrefix(PathName name) {
        return name.path().length() > 2 && PREFIX.matcher(name.path()).lookingAt();
    }

    private FilePatch readContent(
            Change change, OptionalInt similarity, FilePatch.Side oldSide, FilePatch.Side newSide) {
        FilePatch headers =
                new FilePatch(
                        FilePatch.Form.GIT,
                        change,
                        oldSide,
                        newSide,
                        similarity,
                        new Content.Unchanged());
        if (lines.startsWith("--- ")) {
            String oldTail = readTail("--- ", PatchWriter.oldLabel(headers));
            String newTail = readTail("+++ ", PatchWriter.newLabel(headers));
            return new FilePatch(
                    FilePatch.Form.GIT,
                    change,
                    withTail(oldSide, oldTail),
                    withTail(newSide, newTail),
                    similarity,
                    new HunkReader(lines, change).read());
        }
        if (lines.startsWith("Binary files ")) {
            if (!lines.peek(0).equals(PatchWriter.marker(headers))) {
                throw lines.failure(Shown.quoted(PatchWriter.marker(headers)));
            }
            lines.next(0);
            return withContent(headers, change, new Content.BinaryMarker());
        }
        if (lines.startsWith("GIT binary patch")) {
            return withContent(headers, change, new BinaryReader(lines).read());
        }
        if (change == Change.MODIFIED && oldSide.mode().equals(newSide.mode())) {
            throw lines.failure("\"--- \", \"Binary files \" or \"GIT binary patch\"");
        }
        return withContent(
                headers,
                change == Change.MODIFIED ? Change.MODE_CHANGED : change,
                new Content.Unchanged());
    }

    private static FilePatch withContent(FilePatch headers, Change change, Content content) {
        return new FilePatch(
                headers.form(),
                change,
                headers.oldSide(),
                headers.newSide(),
                headers.similarity(),
                content);
    }

    private static FilePatch.Side withTail(FilePatch.Side side, String tail) {
        return new FilePatch.Side(side.prefix(), side.name(), side.mode(), side.objectId(), tail);
    }

    private String readTail(String mark, String label) {
        String text = lines.startsWith(mark) ? lines.peek(mark.length()) : "";
        if (!text.equals(label) && !text.startsWith(label + "\t")) {
            throw lines.failure(Shown.quoted(mark + label));
        }
        lines.next(0);
        return text.substring(label.length());
    }

    private FilePatch readPlain() {
        Label old = readLabel("--- ");
        DiffLines.Place second = lines.place();
        Label made = readLabel("+++ ");
        Change change =
                old.isAbsent() ? Change.ADDED : made.isAbsent() ? Change.DELETED : Change.MODIFIED;
        PathName oldName = old.isAbsent() ? made.name() : old.name();
        PathName newName = made.isAbsent() ? old.name() : made.name();
        if ((old.isAbsent() && made.isAbsent())
                || !oldName.withoutPrefix().equals(newName.withoutPrefix())) {
            lines.moveTo(second);
            throw lines.failure("the path of the line above, or /dev/null in one of both lines");
        }
        Names names = Names.of(change, oldName, newName);
        lines.isAbout(names.newName().path());
        return new FilePatch(
                FilePatch.Form.PLAIN,
                change,
                side(old.isAbsent() ? "a/" : names.oldPrefix(), names.oldName(), old.tail()),
                side(made.isAbsent() ? "b/" : names.newPrefix(), names.newName(), made.tail()),
                OptionalInt.empty(),
                new HunkReader(lines, change).read());
    }

    private static FilePatch.Side side(String prefix, PathName name, String tail) {
        return new FilePatch.Side(prefix, name, Optional.empty(), Optional.empty(), tail);
    }

    private Label readLabel(String mark) {
        if (!lines.startsWith(mark)) {
            throw lines.failure(Shown.quoted(mark));
        }
        String text = lines.peek(mark.length());
        int tab = text.indexOf('\t');
        String tail = tab < 0 ? "" : text.substring(tab);
        Optional<PathName> name = PathName.read(tab < 0 ? text : text.substring(0, tab));
        boolean isAbsent = name.map(PathName::path).filter("/dev/null"::equals).isPresent();
        if (name.isEmpty() || !(isAbsent || hasPrefix(name.get()))) {
            throw lines.failure("a path with the prefix a/ or b/, or /dev/null");
        }
        if (!isAbsent && EPOCH.matcher(tail).matches()) {
            throw lines.failure("/dev/null for a file that is not there");
        }
        lines.next(0);
        return new Label(name.get(), tail, isAbsent);
    }

    /// @param name with its prefix
    private record Label(PathName name, String tail, boolean isAbsent) {}

    private record Modes(
            Change change, Optional<TreeFile.Mode> oldMode, Optional<TreeFile.Mode> newMode) {}

    private record Ids(
            Optional<String> oldId,
            Optional<String> newId,
            Optional<TreeFile.Mode> oldMode,
            Optional<TreeFile.Mode> newMode) {}

    private record Names(
            Change change, String oldPrefix, PathName oldName, String newPrefix, PathName newName) {

        /// @param oldName with its prefix
        /// @param newName with its prefix
        static Names of(Change change, PathName oldName, PathName newName) {
            return new Names(
                    change,
                    oldName.path().substring(0, 2),
                    oldName.withoutPrefix(),
                    newName.path().substring(0, 2),
                    newName.withoutPrefix());
        }
    }
}
