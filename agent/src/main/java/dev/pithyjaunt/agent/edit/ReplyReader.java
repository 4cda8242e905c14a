package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a model's reply, line by line, into what it states.
///
/// ```
/// reply     = { prose | block | diff | file } | "QUESTION:" text | "NO CHANGE:" text
/// block     = [path] "<<<<<<< SEARCH" lines "=======" lines ">>>>>>> REPLACE"
/// diff      = unified diff, see DiffReader
/// file      = path fence lines fence
/// path      = a line with nothing but a path, plain or in the usual Markdown decoration
/// fence     = three or more backquotes; blocks and diffs may stand inside one
/// ```
///
/// Lenient where models are loose: five to nine marker characters, a path inside or above the fence
/// or behind the marker, several blocks under one path.
public final class ReplyReader {

    private static final Pattern QUESTION = Pattern.compile("(?s)\\s*QUESTION:\\s*(\\S.*)");
    private static final Pattern NO_CHANGE = Pattern.compile("(?s)\\s*NO CHANGE:\\s*(\\S.*)");
    private static final Pattern SEARCH = Pattern.compile("\\s*<{5,9} ?SEARCH:?(?: +(\\S.*))?\\s*");
    private static final Pattern DIVIDER = Pattern.compile("={5,9}\\s*");
    private static final Pattern REPLACE = Pattern.compile("\\s*>{5,9} ?REPLACE\\s*");
    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,})([^`]*)");
    private static final Pattern PATH_LINE =
            Pattern.compile(
                    "(?:#{1,6} +|[-*] +|\\d+\\. +)?(?:\\*\\*)?(?:[Ff]ile(?:name)?: *|[Pp]ath: *)?"
                            + "[`\"]?([^`\"*<>|\\s][^`\"*<>|]*?)[`\"]?(?:\\*\\*)?:?");

    private final LineCursor lines;
    private final List<Edit> edits = new ArrayList<>();
    private final StringBuilder prose = new StringBuilder();
    private Optional<String> path = Optional.empty();

    /// The fence that was opened around what is being read.
    private Optional<String> openFence = Optional.empty();

    private ReplyReader(String reply) {
        lines = new LineCursor(reply);
    }

    /// Tells what a reply is; never throws on any text.
    public static Reply read(String reply) {
        Matcher question = QUESTION.matcher(reply);
        Matcher noChange = NO_CHANGE.matcher(reply);
        if (question.matches()) {
            return new Reply.Question(question.group(1).strip());
        }
        if (noChange.matches()) {
            return new Reply.NothingToChange(noChange.group(1).strip());
        }
        try {
            return new ReplyReader(reply).readEdits();
        } catch (MalformedEditException e) {
            return new Reply.Malformed(e.path(), e.problem(), e.raw());
        }
    }

    private Reply readEdits() {
        while (lines.hasNext()) {
            if (SEARCH.matcher(lines.peek()).matches()) {
                edits.add(readBlock());
            } else if (DiffReader.startsAt(lines)) {
                edits.addAll(DiffReader.read(lines));
            } else if (fence().isPresent()) {
                readFence();
            } else {
                readProse();
            }
        }
        String said = prose.toString().strip();
        return edits.isEmpty() ? new Reply.Prose(said) : new Reply.Edits(edits, said);
    }

    private void readFence() {
        if (openFence.isPresent()) {
            openFence = openFence.filter(opening -> !closes(lines.peek(), opening));
            lines.next();
        } else if (path.isPresent() && !fenceHoldsEdits()) {
            edits.add(readFile(path.get()));
        } else {
            openFence = fence().map(matcher -> matcher.group(1));
            lines.next();
        }
    }

    private void readProse() {
        String line = lines.next();
        if (line.isBlank()) {
            return;
        }
        path = pathIn(line);
        if (path.isEmpty()) {
            prose.append(line).append('\n');
        }
    }

    /// A line that holds nothing but something which looks like a path: a `/` or a `.` inside, no
    /// blank unless it was decorated as a path.
    private static Optional<String> pathIn(String line) {
        Matcher matcher = PATH_LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String candidate = matcher.group(1).strip();
        boolean decorated = line.contains("`") || line.contains("\"");
        boolean looksLikePath =
                candidate.matches(
                        ".*[A-Za-z0-9_-]/[^/].*|[^ ]*\\.[A-Za-z0-9_]+|[A-Z][A-Za-z]*file");
        boolean oneWord = !candidate.contains(" ");
        return looksLikePath && (oneWord || decorated) && !candidate.endsWith(".")
                ? Optional.of(candidate)
                : Optional.empty();
    }

    private Edit readBlock() {
        int start = lines.position();
        Matcher marker = SEARCH.matcher(lines.next());
        if (marker.matches() && marker.group(1) != null) {
            path = Optional.of(marker.group(1).strip());
        }
        String target =
                path.orElseThrow(() ->
                        new MalformedEditException(
                                "",
                                "the search/replace block at line %d of the reply names no file: write the path on the line before it"
                                        .formatted(start + 1),
                                lines.text(start, lines.position())));
        List<String> search = readUntil(DIVIDER, target, start, "=======");
        List<String> replacement = readUntil(REPLACE, target, start, ">>>>>>> REPLACE");
        String raw = target + "\n" + lines.text(start, lines.position());
        return new Edit.Replace(target, search, replacement, java.util.OptionalInt.empty(), raw);
    }

    private List<String> readUntil(Pattern end, String target, int start, String expected) {
        List<String> taken = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.peek();
            if (SEARCH.matcher(line).matches()) {
                break;
            }
            lines.next();
            if (end.matcher(line).matches()) {
                return taken;
            }
            taken.add(line);
        }
        throw new MalformedEditException(
                target,
                "the search/replace block at line %d of the reply has no line \"%s\""
                        .formatted(start + 1, expected),
                lines.text(start, lines.position()));
    }

    private Optional<Matcher> fence() {
        Matcher matcher = FENCE.matcher(lines.peek());
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /// Whether the fenced text that begins here states edits in another form.
    private boolean fenceHoldsEdits() {
        int here = lines.position();
        String closing = fence().orElseThrow().group(1);
        lines.next();
        boolean holds = false;
        while (lines.hasNext() && !closes(lines.peek(), closing) && !holds) {
            holds = SEARCH.matcher(lines.peek()).matches() || DiffReader.startsAt(lines);
            lines.next();
        }
        lines.moveTo(here);
        return holds;
    }

    private Edit readFile(String target) {
        int start = lines.position();
        String closing = fence().orElseThrow().group(1);
        lines.next();
        List<String> content = new ArrayList<>();
        while (lines.hasNext() && !closes(lines.peek(), closing)) {
            content.add(lines.next());
        }
        if (!lines.hasNext()) {
            throw new MalformedEditException(
                    target,
                    "the file that begins at line %d of the reply has no closing fence"
                            .formatted(start + 1),
                    lines.text(start, lines.position()));
        }
        lines.next();
        path = Optional.empty();
        return new Edit.Write(target, content, target + "\n" + lines.text(start, lines.position()));
    }

    private static boolean closes(String line, String fence) {
        String text = line.strip();
        return text.startsWith(fence) && text.chars().allMatch(c -> c == '`');
    }
}
