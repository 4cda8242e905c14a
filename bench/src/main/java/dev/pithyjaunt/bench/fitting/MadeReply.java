package dev.pithyjaunt.bench.fitting;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Replies of a made-up model that changes one line in five, again and again.
final class MadeReply {

    /// Lines that an edit quotes, and which of them it changes.
    private static final int QUOTED = 5;

    private static final int CHANGED = 2;

    private final MadeFile file;
    private final int edits;
    private final Quote quote;

    MadeReply(MadeFile file, int edits, Quote quote) {
        this.file = file;
        this.edits = edits;
        this.quote = quote;
    }

    String blocks() {
        return join(i -> {
            List<String> lines = quoted(i);
            return MadeFile.PATH
                    + "\n<<<<<<< SEARCH\n"
                    + String.join("\n", lines)
                    + "\n=======\n"
                    + String.join("\n", changed(lines))
                    + "\n>>>>>>> REPLACE\n\n";
        });
    }

    /// The stated lines are a few too small, as they are when a model counts.
    String diff() {
        return "--- a/%1$s\n+++ b/%1$s\n".formatted(MadeFile.PATH)
                + join(i -> hunk(Math.max(1, start(i) - 2), "", quoted(i)));
    }

    /// Hunks that name a line far from any place, and a section that is not in the file.
    String lostDiff() {
        return "--- a/%1$s\n+++ b/%1$s\n".formatted(MadeFile.PATH)
                + join(i -> hunk(900_000 + i, " void nowhere() {", quoted(i)));
    }

    static String hunk(int line, String section, List<String> lines) {
        StringBuilder hunk = new StringBuilder();
        hunk.append("@@ -%d,5 +%d,5 @@%s\n".formatted(line, line, section));
        for (int i = 0; i < lines.size(); i++) {
            if (i == CHANGED) {
                hunk.append('-').append(lines.get(i)).append('\n');
                hunk.append('+').append(change(lines.get(i))).append('\n');
            } else {
                hunk.append(' ').append(lines.get(i)).append('\n');
            }
        }
        return hunk.toString();
    }

    private String join(java.util.function.IntFunction<String> edit) {
        return IntStream.range(0, edits).mapToObj(edit).collect(Collectors.joining());
    }

    /// Places lie as far apart as the file allows, each on the second line of a function.
    private int start(int edit) {
        int functions = file.lines().size() / 10;
        return (int) ((long) edit * functions / edits) * 10 + 1;
    }

    private List<String> quoted(int edit) {
        return quote.of(file.lines().subList(start(edit), start(edit) + QUOTED));
    }

    private static List<String> changed(List<String> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> i == CHANGED ? change(lines.get(i)) : lines.get(i))
                .toList();
    }

    private static String change(String line) {
        return line + " // changed";
    }
}
