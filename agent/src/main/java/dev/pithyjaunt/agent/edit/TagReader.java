package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the old and the new text of a change from between tags.
///
/// ```
/// change = ["<file>" path "</file>"] "<OLD>" text "</OLD>" "<NEW>" text "</NEW>"
/// OLD    = original | search | old | before | find
/// NEW    = patched | replace | replacement | new | after | updated
/// ```
///
/// A text may begin behind its tag; one that stands alone on its lines has no line end of its own.
final class TagReader {

    private static final Pattern FILE =
            Pattern.compile("\\s*<(file|path|filename)>([^<>]+)</\\1>\\s*");
    private static final Pattern OLD =
            Pattern.compile(
                    "(?s)\\s*<(original|search|old|before|find)>(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEW =
            Pattern.compile(
                    "(?s)\\s*<(patched|replace|replacement|new|after|updated)>(.*)",
                    Pattern.CASE_INSENSITIVE);

    private final LineCursor lines;

    /// Closing tags that stand nowhere behind the cursor, so that nobody looks for them again.
    private final Set<String> unclosed = new HashSet<>();

    /// Up to which line an old text has no new one behind it, by its closing tag.
    private final Map<String, Integer> withoutNew = new HashMap<>();

    TagReader(LineCursor lines) {
        this.lines = lines;
    }

    /// The path that the next line names in a tag.
    Optional<String> pathHere() {
        Matcher file = FILE.matcher(lines.peek());
        return file.matches()
                ? Optional.of(file.group(2).strip()).filter(path -> !path.isEmpty())
                : Optional.empty();
    }

    /// Whether an old text begins at the cursor that is closed, with a new one behind it.
    boolean startsHere() {
        Matcher open = OLD.matcher(lines.peek());
        int here = lines.position();
        if (!open.matches() || here < withoutNew.getOrDefault(open.group(1), 0)) {
            return false;
        }
        boolean closed = textBetween(OLD).isPresent();
        int end = lines.position();
        boolean both = closed && newFollows();
        if (closed && !both) {
            withoutNew.put(open.group(1), end);
        }
        lines.moveTo(here);
        return both;
    }

    private boolean newFollows() {
        skipBlank();
        return lines.hasNext() && NEW.matcher(lines.peek()).matches();
    }

    /// @param path of the file, when one was named before
    /// @throws MalformedEditException when the new text does not end, or no file is named
    Edit.Replace read(Optional<String> path) {
        int start = lines.position();
        String target =
                path.orElseThrow(() ->
                        new MalformedEditException(
                                "",
                                "the change at line %d of the reply names no file: write <file>path</file> before it"
                                        .formatted(start + 1),
                                lines.peek()));
        List<String> search = textBetween(OLD).orElseThrow();
        skipBlank();
        List<String> replacement =
                textBetween(NEW)
                        .orElseThrow(() ->
                                new MalformedEditException(
                                        target,
                                        "the new text of the change at line %d of the reply does not end"
                                                .formatted(start + 1),
                                        lines.text(start, lines.position())));
        return new Edit.Replace(
                target,
                LineDiff.between(search, replacement),
                Edit.Hint.NONE,
                Edit.Origin.of(
                        start + 1,
                        target + "\n" + lines.text(start, lines.position()),
                        Set.of(Leniency.TAGS)));
    }

    private void skipBlank() {
        while (lines.hasNext() && lines.peek().isBlank()) {
            lines.next();
        }
    }

    /// The lines between an opening tag at the cursor and its closing one, which are passed.
    private Optional<List<String>> textBetween(Pattern opening) {
        Matcher open = opening.matcher(lines.next());
        if (!open.matches()) {
            return Optional.empty();
        }
        String closing = "</" + open.group(1) + ">";
        if (unclosed.contains(closing)) {
            return Optional.empty();
        }
        List<String> text = new ArrayList<>();
        String line = open.group(2);
        while (line.indexOf(closing) < 0) {
            text.add(line);
            if (!lines.hasNext()) {
                unclosed.add(closing);
                return Optional.empty();
            }
            line = lines.next();
        }
        text.add(line.substring(0, line.indexOf(closing)));
        if (text.getFirst().isBlank()) {
            text.removeFirst();
        }
        if (!text.isEmpty() && text.getLast().isBlank()) {
            text.removeLast();
        }
        return Optional.of(text);
    }
}
