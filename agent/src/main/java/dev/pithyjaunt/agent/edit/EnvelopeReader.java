package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the patch form that OpenAI's models are trained in.
///
/// ```
/// patch  = ["*** Begin Patch"] { file } ["*** End Patch"]
/// file   = "*** Add File: " path { "+" LINE }
///        | "*** Delete File: " path
///        | "*** Update File: " path ["*** Move to: " path] { change }
/// change = { "@@" [SECTION] } { " " LINE | "-" LINE | "+" LINE } ["*** End of File"]
/// ```
final class EnvelopeReader {

    private static final int MAX_HEADER = 1_000;

    private static final Pattern FILE =
            Pattern.compile("\\*\\*\\* (Add|Delete|Update) File:\\s*(\\S.*)", Pattern.DOTALL);
    private static final Pattern MOVE =
            Pattern.compile("\\*\\*\\* Move to:\\s*(\\S.*)", Pattern.DOTALL);
    private static final String END_OF_FILE = "*** End of File";

    private final LineCursor lines;
    private final List<Edit> edits = new ArrayList<>();
    private final int start;

    private EnvelopeReader(LineCursor lines) {
        this.lines = lines;
        this.start = lines.position();
    }

    /// Whether a line frames such a patch and says nothing else.
    static boolean isFrame(String line) {
        return line.strip().equals("*** Begin Patch") || line.strip().equals("*** End Patch");
    }

    static boolean startsAt(LineCursor lines) {
        return lines.peek().length() <= MAX_HEADER && FILE.matcher(lines.peek()).matches();
    }

    /// Reads one file's part.
    ///
    /// @throws MalformedEditException when an update states no change
    static List<Edit> read(LineCursor lines) {
        EnvelopeReader reader = new EnvelopeReader(lines);
        reader.read();
        return List.copyOf(reader.edits);
    }

    private void read() {
        Matcher file = FILE.matcher(lines.next());
        if (!file.matches()) {
            throw new IllegalStateException("not a file's header");
        }
        String path = file.group(2).strip();
        switch (file.group(1)) {
            case "Delete" -> edits.add(new Edit.Delete(path, List.of(), origin(start)));
            case "Add" -> readAdd(path);
            default -> readUpdate(path);
        }
    }

    private void readAdd(String path) {
        List<EditLine> content = new ArrayList<>();
        int blanks = 0;
        while (lines.hasNext() && (lines.peek().startsWith("+") || lines.peek().isBlank())) {
            String line = lines.next();
            blanks = line.isBlank() ? blanks + 1 : 0;
            content.add(EditLine.added(line.isBlank() ? "" : line.substring(1)));
        }
        boolean ends = blanks > 0 && blanks < content.size();
        if (lines.hasNext() && !ends && !endsFile(lines.peek())) {
            throw new MalformedEditException(
                    path,
                    "the new file at line %d of the reply has a line that does not begin with + (line %d)"
                            .formatted(start + 1, lines.position() + 1),
                    lines.text(start, lines.position() + 1));
        }
        content.subList(content.size() - blanks, content.size()).clear();
        edits.add(new Edit.Replace(path, content, Edit.Hint.NONE, origin(start)));
    }

    private void readUpdate(String from) {
        String path = from;
        if (lines.hasNext()) {
            Matcher move = MOVE.matcher(lines.peek());
            if (move.matches()) {
                lines.next();
                path = move.group(1).strip();
                edits.add(new Edit.Rename(from, path, origin(start)));
            }
        }
        while (lines.hasNext() && !endsFile(lines.peek())) {
            readChange(path);
        }
        if (edits.isEmpty()) {
            throw new MalformedEditException(
                    path,
                    "the update at line %d of the reply states no change".formatted(start + 1),
                    lines.text(start, lines.position()));
        }
    }

    private void readChange(String path) {
        int from = lines.position();
        String section = "";
        while (lines.hasNext() && lines.peek().startsWith("@@")) {
            section = lines.next().replaceFirst("^@@+", "").strip();
        }
        HunkBody body = new HunkBody(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        while (lines.hasNext() && !endsChange(lines.peek())) {
            body.add(lines.next());
        }
        if (lines.hasNext() && lines.peek().strip().equals(END_OF_FILE)) {
            lines.next();
        }
        List<EditLine> read = body.lines();
        if (read.stream().anyMatch(line -> line.kind() != EditLine.Kind.CONTEXT)) {
            edits.add(
                    new Edit.Replace(
                            path,
                            read,
                            new Edit.Hint("", OptionalInt.empty(), section),
                            origin(from)));
        } else if (lines.position() == from) {
            lines.next();
        }
    }

    private static boolean endsFile(String line) {
        return line.startsWith("```") || (line.startsWith("*** ") && !line.startsWith(END_OF_FILE));
    }

    private static boolean endsChange(String line) {
        return line.startsWith("@@") || line.startsWith("*** ") || line.startsWith("```");
    }

    private Edit.Origin origin(int from) {
        Optional<String> header =
                from == start ? Optional.empty() : Optional.of(lines.text(start, start + 1));
        String text = lines.text(from, lines.position());
        return Edit.Origin.of(
                from + 1, header.map(line -> line + "\n" + text).orElse(text), Set.of());
    }
}
