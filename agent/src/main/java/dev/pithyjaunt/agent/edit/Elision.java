package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/// The dots that models write where they leave lines out.
final class Elision {

    /// Lines that one line of dots may stand for.
    private static final int MAX_LEFT_OUT = 300;

    /// Parts between lines of dots, at most.
    private static final int MAX_PARTS = 20;

    private static final Pattern DOTS =
            Pattern.compile(
                    "\\s*(?://|#|--|;|/\\*|<!--|\\*)?\\s*(?:\\.\\.\\.|…)\\s*(?:\\*/|-->)?\\s*");

    /// With words, so that it can't be a line of the language.
    private static final Pattern TOLD =
            Pattern.compile(
                    "\\s*(?://|#|--|;|/\\*|<!--|\\*)?\\s*(?:\\.\\.\\.|…)\\s*"
                            + "(?:\\(?(?:the )?(?:existing|rest|remaining|remainder|unchanged|other|same|previous)\\b.*)",
                    Pattern.CASE_INSENSITIVE);

    private Elision() {}

    /// Whether a line says in words that others were left out: written into a file it would delete
    /// them.
    static boolean isTold(String line) {
        return line.length() < 200 && TOLD.matcher(line).matches();
    }

    /// Whether a line is a comment of nothing but dots.
    static boolean isComment(String line) {
        String text = line.strip();
        return text.length() < 200
                && !text.startsWith(".")
                && !text.startsWith("…")
                && DOTS.matcher(line).matches();
    }

    private static boolean isElision(EditLine line) {
        return line.kind() == EditLine.Kind.CONTEXT
                && line.text().length() < 200
                && (DOTS.matcher(line.text()).matches() || isTold(line.text()));
    }

    /// The places of an edit with lines of dots among its context. Each part between them must be
    /// there once behind the one before it, near, and without a line between them that is indented
    /// less than the first: what is left out is a part of a block, not the end of one.
    static List<Match> find(
            List<EditLine> lines, List<String> file, LineSearch search, int maxPlaces) {
        if (lines.stream().noneMatch(Elision::isElision)) {
            return List.of();
        }
        List<int[]> parts = parts(lines);
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            return List.of();
        }
        List<List<Integer>> places =
                parts.stream().map(part -> search.find(texts(lines, part))).toList();
        if (places.stream().anyMatch(there -> there.size() >= LineSearch.MAX_PLACES)) {
            return List.of(); // There may be more, so none can be told to be the only one.
        }
        List<Match> matches = new ArrayList<>();
        for (int start : places.getFirst()) {
            if (matches.size() == maxPlaces) {
                return matches;
            }
            int[] at = Match.nowhere(lines.size());
            int end = put(at, lines, parts.getFirst(), start);
            for (int i = 1; i < parts.size() && end <= file.size(); i++) {
                boolean deeper = isDeeper(lines, parts.get(i), parts.getFirst());
                List<Integer> next = within(places.get(i), end, blockEnd(file, start, end, deeper));
                end =
                        next.size() == 1
                                ? put(at, lines, parts.get(i), next.getFirst())
                                : file.size() + 1;
            }
            if (end <= file.size()) {
                matches.add(Match.of(Rung.ELIDED, at));
            }
        }
        return matches;
    }

    /// The places from one line to another, at most two.
    private static List<Integer> within(List<Integer> places, int from, int to) {
        int first = Collections.binarySearch(places, from);
        return places.subList(first < 0 ? -first - 1 : first, places.size()).stream()
                .takeWhile(line -> line < to)
                .limit(2)
                .toList();
    }

    /// Where the block ends that the first line opens, when what is looked for stands deeper, else
    /// the one that it is in.
    private static int blockEnd(List<String> file, int first, int from, boolean deeper) {
        int least = indentation(file.get(first)) + (deeper ? 1 : 0);
        int to = Math.min(file.size(), from + MAX_LEFT_OUT);
        for (int line = from; line < to; line++) {
            String text = file.get(line);
            boolean closes = !text.isBlank() && "})]".indexOf(text.strip().charAt(0)) >= 0;
            if (!text.isBlank() && !closes && indentation(text) < least) {
                return line;
            }
        }
        return to;
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static boolean isDeeper(List<EditLine> lines, int[] part, int[] first) {
        return indentation(texts(lines, part).getFirst())
                > indentation(texts(lines, first).getFirst());
    }

    /// From and to of the lines between the dots; parts without an old line are left to their
    /// neighbours.
    private static List<int[]> parts(List<EditLine> lines) {
        List<int[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= lines.size(); i++) {
            if (i == lines.size() || isElision(lines.get(i))) {
                if (!texts(lines, new int[] {from, i}).isEmpty()) {
                    parts.add(new int[] {from, i});
                }
                from = i + 1;
            }
        }
        return parts;
    }

    private static List<String> texts(List<EditLine> lines, int[] part) {
        return EditLine.texts(lines.subList(part[0], part[1]), EditLine.Kind.ADDED);
    }

    /// @return the file's line behind the part
    private static int put(int[] at, List<EditLine> lines, int[] part, int line) {
        int next = line;
        for (int i = part[0]; i < part[1]; i++) {
            if (lines.get(i).isOld()) {
                at[i] = next++;
            }
        }
        return next;
    }
}
