package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a model's reply, line by line, into what it states.
///
/// ```
/// reply = { prose | block | tags | diff | envelope | file } | "QUESTION:" text | "NO CHANGE:" text
/// block, tags, diff, envelope: see BlockReader, TagReader, DiffReader, EnvelopeReader
/// file  = path fence lines fence
/// path  = a line with nothing but a path, plain or in the usual Markdown decoration
/// fence = three or more backquotes; all other forms may stand inside one
/// ```
///
/// What a path line names holds for everything behind it until another one.
public final class ReplyReader {

    /// Longer replies are not read: no model writes so much, and a mistaken endpoint may.
    static final int MAX_CHARACTERS = 4_000_000;

    /// More edits are not fitted.
    static final int MAX_EDITS = 2_000;

    private static final int MAX_PATH_LINE = 300;

    private static final Pattern QUESTION = Pattern.compile("(?s)\\s*QUESTION:\\s*(\\S.*)");
    private static final Pattern NO_CHANGE = Pattern.compile("(?s)\\s*NO CHANGE:\\s*(\\S.*)");
    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,})([^`]*)");
    private static final Pattern MARKDOWN = Pattern.compile("(?i).*\\.(?:md|mdx|markdown)");
    private static final Pattern DOCUMENT =
            Pattern.compile("(?i).*\\.(?:md|mdx|markdown|rst|adoc|txt|html|xml)");
    private static final Pattern PATCHES = Pattern.compile("(?i).*\\.(?:patch|diff)");
    private static final Pattern PATH_LINE =
            Pattern.compile(
                    "(?:#{1,6} +)?(?:[-*] +|\\d+[.)] +)?(?:\\*\\*)?(?:[Ff]ile(?:name)?: *|[Pp]ath: *)?"
                            + "[`\"]?([^`\"*<>|\\s][^`\"*<>|]*?)[`\"]?(?:\\*\\*)?(?: \\((?:new|new file|created|create|added)\\))?:?");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern STRAY =
            Pattern.compile("\\s*>{5,9} ?(?:REPLACE|UPDATED|REPLACEMENT)\\s*");

    private final LineCursor lines;
    private final List<Edit> edits = new ArrayList<>();
    private final StringBuilder prose = new StringBuilder();
    private final TagReader tags;

    /// What the last path line named: the file of all blocks behind it.
    private Optional<String> path = Optional.empty();

    /// Whether nothing stands between that line and the cursor, so that a fence is the whole file.
    private boolean pathStandsAbove;

    /// The file of the last diff, whose further hunks may stand behind prose.
    private Optional<String> diffPath = Optional.empty();

    /// Number of the whole diff that comes next, or goes on.
    private int draft = 1;

    /// How many edits had been read when that number was taken.
    private int editsBeforeDraft;

    /// The fence that was opened around what is being read.
    private Optional<String> openFence = Optional.empty();

    private ReplyReader(String reply) {
        lines = new LineCursor(reply);
        tags = new TagReader(lines);
    }

    /// Tells what a reply is; never throws on any text.
    public static Reply read(String reply) {
        if (reply.length() > MAX_CHARACTERS) {
            return new Reply.Malformed(
                    "",
                    "the reply has %,d characters, more than the %,d that are read"
                            .formatted(reply.length(), MAX_CHARACTERS),
                    "");
        }
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
        while (lines.hasNext() && edits.size() <= MAX_EDITS) {
            if (BlockReader.startsAt(lines)) {
                add(List.of(BlockReader.read(lines, path)));
            } else if (DiffReader.startsAt(lines)) {
                diffPath = Optional.empty();
                add(DiffReader.readFile(lines, draft));
                diffPath = edits.isEmpty() ? Optional.empty() : Optional.of(edits.getLast().path());
            } else if (EnvelopeReader.startsAt(lines)) {
                add(EnvelopeReader.read(lines));
            } else if (tags.startsHere()) {
                add(List.of(tags.read(path)));
            } else if (DiffReader.hunkAt(lines) && diffPath.or(() -> path).isPresent()) {
                add(readHunks());
            } else {
                readOther();
            }
        }
        if (edits.size() > MAX_EDITS) {
            return new Reply.Malformed(
                    "", "the reply states more than %,d edits".formatted(MAX_EDITS), "");
        }
        String said = prose.toString().strip();
        return edits.isEmpty() ? new Reply.Prose(said) : new Reply.Edits(edits, said);
    }

    private void add(List<? extends Edit> read) {
        edits.addAll(read);
        pathStandsAbove = false;
    }

    private List<Edit> readHunks() {
        return diffPath.map(named ->
                        DiffReader.readHunks(lines, draft, named, Leniency.PROSE_BETWEEN_HUNKS))
                .orElseGet(() ->
                        DiffReader.readHunks(
                                lines, draft, path.orElseThrow(), Leniency.NO_FILE_HEADERS));
    }

    private void readOther() {
        Optional<String> tagged = tags.pathHere();
        if (tagged.isPresent()) {
            path = tagged;
            lines.next();
        } else if (EnvelopeReader.isFrame(lines.peek())) {
            lines.next();
        } else if (fence().isPresent()) {
            readFence();
        } else {
            readProse();
        }
    }

    private void readFence() {
        if (openFence.isPresent()) {
            openFence = openFence.filter(opening -> !closes(lines.peek(), opening));
            lines.next();
        } else if (pathStandsAbove && !fenceHoldsEdits(path.orElse(""))) {
            edits.add(readFile(path.orElseThrow()));
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
        if (edits.size() > editsBeforeDraft) {
            draft++;
            editsBeforeDraft = edits.size();
        }
        if (line.length() <= MAX_PATH_LINE && STRAY.matcher(line).matches()) {
            throw new MalformedEditException(
                    path.orElse(""),
                    "the line \"%s\" at line %d of the reply ends no search/replace block"
                            .formatted(line.strip(), lines.position()),
                    line);
        }
        Optional<String> named = pathIn(line);
        pathStandsAbove = named.isPresent();
        Optional<String> mentioned = named.or(() -> pathMentionedIn(line));
        if (mentioned.isPresent()) {
            path = mentioned;
            diffPath = Optional.empty();
        }
        if (!pathStandsAbove) {
            prose.append(line).append('\n');
        }
    }

    /// The one path between backquotes of a heading, or of a line that announces what follows.
    private static Optional<String> pathMentionedIn(String line) {
        String text = line.strip();
        if (text.length() > MAX_PATH_LINE || (!text.startsWith("#") && !text.endsWith(":"))) {
            return Optional.empty();
        }
        List<String> quoted =
                QUOTED.matcher(text).results().map(found -> found.group(1)).distinct().toList();
        return quoted.size() == 1
                        && looksLikePath(quoted.getFirst())
                        && !quoted.getFirst().contains(" ")
                ? Optional.of(quoted.getFirst())
                : Optional.empty();
    }

    /// A `/` or a `.` inside.
    private static boolean looksLikePath(String text) {
        return text.matches(".*[A-Za-z0-9_-]/[^/].*|[^ ]*\\.[A-Za-z0-9_]+|[A-Z][A-Za-z]*file");
    }

    /// A line that holds nothing but something which looks like a path: a `/` or a `.` inside, no
    /// blank unless it was decorated as a path.
    private static Optional<String> pathIn(String line) {
        Matcher matcher = PATH_LINE.matcher(line.strip());
        if (line.length() > MAX_PATH_LINE || !matcher.matches()) {
            return Optional.empty();
        }
        String candidate = matcher.group(1).strip();
        boolean decorated = line.contains("`") || line.contains("\"");
        boolean oneWord = !candidate.contains(" ");
        return looksLikePath(candidate) && (oneWord || decorated) && !candidate.endsWith(".")
                ? Optional.of(candidate)
                : Optional.empty();
    }

    private Optional<Matcher> fence() {
        Matcher matcher = FENCE.matcher(lines.peek());
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /// Whether the fenced text that begins here states edits in another form. A document may show
    /// such a form: there it must be the first thing. A file of patches holds nothing else.
    private boolean fenceHoldsEdits(String target) {
        if (PATCHES.matcher(target).matches()) {
            return false;
        }
        int here = lines.position();
        String closing = fence().orElseThrow().group(1);
        lines.next();
        boolean document = DOCUMENT.matcher(target).matches();
        boolean first = true;
        boolean holds = false;
        while (lines.hasNext() && !closes(lines.peek(), closing) && !holds) {
            holds =
                    (first && tags.pathHere().isPresent())
                            || ((first || !document) && changeStartsHere());
            first &= lines.peek().isBlank() || pathIn(lines.peek()).isPresent();
            lines.next();
        }
        lines.moveTo(here);
        return holds;
    }

    private boolean changeStartsHere() {
        return BlockReader.startsAt(lines)
                || DiffReader.startsAt(lines)
                || DiffReader.hunkAt(lines)
                || EnvelopeReader.startsAt(lines)
                || tags.startsHere();
    }

    private Edit readFile(String target) {
        int start = lines.position();
        String closing = fence().orElseThrow().group(1);
        lines.next();
        List<String> content = new ArrayList<>();
        int inside = 0;
        while (lines.hasNext() && (inside > 0 || !closes(lines.peek(), closing))) {
            inside += closes(lines.peek(), closing) ? -1 : opensNamed(closing) ? 1 : 0;
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
        if (MARKDOWN.matcher(target).matches() && fenceFollowsWithoutPath()) {
            throw new MalformedEditException(
                    target,
                    "the file that begins at line %d of the reply has fences inside: put a longer fence around it"
                            .formatted(start + 1),
                    lines.text(start, lines.position()));
        }
        pathStandsAbove = false;
        return new Edit.Write(
                target,
                content,
                Edit.Origin.of(
                        start + 1, target + "\n" + lines.text(start, lines.position()), Set.of()));
    }

    /// Whether the next line is a fence that names a language, so that it can only open one.
    private boolean opensNamed(String closing) {
        return fence().filter(inner -> inner.group(1).length() >= closing.length())
                .filter(inner -> !inner.group(2).isBlank())
                .isPresent();
    }

    /// Whether the next fence is not that of another file: then nobody knows where a file ends that
    /// may have fences of its own.
    private boolean fenceFollowsWithoutPath() {
        int here = lines.position();
        String above = "";
        while (lines.hasNext() && fence().isEmpty()) {
            String line = lines.next();
            above = line.isBlank() ? above : line;
        }
        boolean follows = lines.hasNext() && pathIn(above).isEmpty();
        lines.moveTo(here);
        return follows;
    }

    private static boolean closes(String line, String fence) {
        String text = line.strip();
        return text.startsWith(fence) && text.chars().allMatch(c -> c == '`');
    }
}
