package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    private static boolean isElision(EditLine line) {
        return line.kind() == EditLine.Kind.CONTEXT
                && line.text().length() < 200
                && (DOTS.matcher(line.text()).matches() || isTold(line.text()));
    }

    /// The places of an edit with lines of dots among its context: each part between them is there
    /// once the one before it is, and near.
    static List<Match> find(
            List<EditLine> lines, List<String> file, LineSearch search, int maxPlaces) {
        if (lines.stream().noneMatch(Elision::isElision)) {
            return List.of();
        }
        List<int[]> parts = parts(lines);
        if (parts.size() > MAX_PARTS) {
            return List.of();
        }
        List<Match> matches = new ArrayList<>();
        List<List<Integer>> found =
                parts.stream().map(part -> search.find(texts(lines, part))).toList();
        List<Integer> starts = found.isEmpty() ? List.of() : found.getFirst();
        for (int start : starts) {
            if (matches.size() == maxPlaces) {
                return matches;
            }
            int[] at = Match.nowhere(lines.size());
            int end = put(at, lines, parts.getFirst(), start);
            for (int i = 1; i < parts.size() && end <= file.size(); i++) {
                int[] part = parts.get(i);
                end =
                        next(found.get(i), end)
                                .map(line -> put(at, lines, part, line))
                                .orElse(file.size() + 1);
            }
            if (end <= file.size()) {
                matches.add(Match.of(Rung.ELIDED, at));
            }
        }
        return matches;
    }

    /// The first of some ascending lines that is not before another, and near it.
    private static Optional<Integer> next(List<Integer> lines, int from) {
        int index = Collections.binarySearch(lines, from);
        int first = index < 0 ? -index - 1 : index;
        return first < lines.size() && lines.get(first) <= from + MAX_LEFT_OUT
                ? Optional.of(lines.get(first))
                : Optional.empty();
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
