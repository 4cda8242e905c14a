package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads search/replace blocks.
///
/// ```
/// block = "<<<<<<< SEARCH" [path] lines "=======" lines ">>>>>>> REPLACE"
/// ```
///
/// A closed block may use other words behind its markers; the blank behind them and the number of
/// their characters vary. Where one line of seven `=` stands in it, lines of more or fewer are
/// text, such as headings; where several do, nobody knows which divides.
final class BlockReader {

    private static final Pattern SEARCH =
            Pattern.compile(
                    "\\s*<{5,9} ?(SEARCH|ORIGINAL|HEAD|OLD|BEFORE):?(?: +(\\S.*))?\\s*",
                    Pattern.DOTALL);
    private static final Pattern DIVIDER = Pattern.compile("\\s*={5,9}\\s*");
    private static final Pattern EXACT_DIVIDER = Pattern.compile("\\s*={7}\\s*");
    private static final Pattern REPLACE =
            Pattern.compile("\\s*>{5,9} ?(REPLACE|UPDATED|NEW|AFTER|REPLACEMENT|\\S*)\\s*");

    private final LineCursor lines;
    private final int start;
    private final Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);

    private BlockReader(LineCursor lines) {
        this.lines = lines;
        this.start = lines.position();
    }

    static boolean startsAt(LineCursor lines) {
        return SEARCH.matcher(lines.peek()).matches();
    }

    /// @param path of the file, when one was named before
    /// @throws MalformedEditException when a marker or the path is missing
    static Edit.Replace read(LineCursor lines, Optional<String> path) {
        return new BlockReader(lines).read(path);
    }

    private Edit.Replace read(Optional<String> before) {
        Matcher marker = SEARCH.matcher(lines.next());
        Optional<String> named =
                marker.matches() ? Optional.ofNullable(marker.group(2)).map(String::strip) : before;
        if (!"SEARCH".equals(marker.group(1))) {
            leniencies.add(Leniency.OTHER_MARKERS);
        }
        String path =
                named.or(() -> before)
                        .orElseThrow(() ->
                                new MalformedEditException(
                                        "",
                                        "the search/replace block at line %d of the reply names no file: write the path on the line before it"
                                                .formatted(start + 1),
                                        lines.text(start, lines.position())));
        Pattern divider = exactDividerFollows() ? EXACT_DIVIDER : DIVIDER;
        List<String> search = readUntil(divider, path, "=======");
        List<String> replacement = readUntil(REPLACE, path, ">>>>>>> REPLACE");
        if (replacement.stream().anyMatch(line -> divider.matcher(line).matches())) {
            throw new MalformedEditException(
                    path,
                    "the search/replace block at line %d of the reply has several lines \"=======\": state such lines in a unified diff"
                            .formatted(start + 1),
                    lines.text(start, lines.position()));
        }
        return new Edit.Replace(
                path,
                LineDiff.between(search, replacement),
                Edit.Hint.NONE,
                Edit.Origin.of(
                        start + 1, path + "\n" + lines.text(start, lines.position()), leniencies));
    }

    private boolean exactDividerFollows() {
        int here = lines.position();
        boolean follows = false;
        while (lines.hasNext() && !follows && !endsBlock(lines.peek())) {
            follows = EXACT_DIVIDER.matcher(lines.next()).matches();
        }
        lines.moveTo(here);
        return follows;
    }

    private static boolean endsBlock(String line) {
        return SEARCH.matcher(line).matches() || REPLACE.matcher(line).matches();
    }

    private List<String> readUntil(Pattern end, String path, String expected) {
        List<String> taken = new ArrayList<>();
        while (lines.hasNext() && !SEARCH.matcher(lines.peek()).matches()) {
            String line = lines.next();
            Matcher marker = end.matcher(line);
            if (marker.matches()) {
                if (marker.groupCount() == 1 && !"REPLACE".equals(marker.group(1))) {
                    leniencies.add(Leniency.OTHER_MARKERS);
                }
                return taken;
            }
            taken.add(line);
        }
        throw new MalformedEditException(
                path,
                "the search/replace block at line %d of the reply has no line \"%s\""
                        .formatted(start + 1, expected),
                lines.text(start, lines.position()));
    }
}
