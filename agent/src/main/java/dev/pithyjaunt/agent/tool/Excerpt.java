package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.prompt.ShownFile;
import dev.pithyjaunt.agent.prompt.Visible;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Lines of one file that match, with those around them, as many as fit into a number of bytes.
final class Excerpt {

    /// Longer lines are cut: such files are made by programs.
    private static final int MAX_LINE = 2000;

    private final String path;
    private final List<String> lines;
    private final int around;
    private final int maxBytes;
    private final SortedSet<Integer> shown = new TreeSet<>();
    private int bytes;
    private int matches;
    private int shownMatches;

    Excerpt(String path, String content, int around, int maxBytes) {
        this.path = path;
        this.lines = content.lines().toList();
        this.around = around;
        this.maxBytes = maxBytes;
    }

    /// In the text's own case, or in any when no line holds it so.
    void showLinesWith(String text) {
        show(line -> line.contains(text), Integer.MAX_VALUE);
        if (matches == 0) {
            String lower = text.toLowerCase(Locale.ROOT);
            show(line -> line.toLowerCase(Locale.ROOT).contains(lower), Integer.MAX_VALUE);
        }
    }

    void show(Predicate<String> matcher, int most) {
        boolean full = false;
        for (int i = 0; i < lines.size(); i++) {
            if (matcher.test(lines.get(i))) {
                matches++;
                full |= shownMatches == most || !add(i);
                shownMatches += full ? 0 : 1;
            }
        }
    }

    /// One match is always shown, with at least its own line.
    private boolean add(int line) {
        List<Integer> more = new ArrayList<>();
        int cost = 0;
        for (int i = Math.max(0, line - around);
                i <= Math.min(lines.size() - 1, line + around);
                i++) {
            if (!shown.contains(i)) {
                more.add(i);
                cost += Pages.bytes(visible(i)) + 1;
            }
        }
        if (bytes + cost > maxBytes) {
            if (!shown.isEmpty()) {
                return false;
            }
            more = List.of(line);
            cost = Pages.bytes(visible(line)) + 1;
        }
        shown.addAll(more);
        bytes += cost;
        return true;
    }

    private String visible(int line) {
        String text = Visible.text(lines.get(line));
        return text.length() <= MAX_LINE
                ? text
                : Pages.of(text, MAX_LINE).getFirst() + " [the rest of this line is left out]";
    }

    /// Lines that match.
    int matches() {
        return matches;
    }

    int shownMatches() {
        return shownMatches;
    }

    /// How long the shown lines are.
    int bytes() {
        return bytes;
    }

    String text() {
        List<String> all = new ArrayList<>(lines);
        shown.forEach(line -> all.set(line, visible(line)));
        return shown.size() == lines.size()
                ? ShownFile.whole(path, String.join("\n", all))
                : ShownFile.excerpt(path, all, shown);
    }
}
