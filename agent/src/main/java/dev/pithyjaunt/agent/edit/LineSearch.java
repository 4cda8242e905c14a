package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds runs of lines among the lines of a file, in time linear in both.
final class LineSearch {

    private static final int UNKNOWN = -1;

    /// Places that are found, at most: more tell nobody anything.
    static final int MAX_PLACES = 1_000;

    private final Form form;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] lines;

    LineSearch(List<String> file, Form form) {
        this.form = form;
        this.lines =
                file.stream()
                        .mapToInt(
                                line -> numbers.computeIfAbsent(form.of(line), _ -> numbers.size()))
                        .toArray();
    }

    /// Equal lines have equal numbers; one that the file does not have has a negative one.
    int number(String line) {
        return numbers.getOrDefault(form.of(line), UNKNOWN);
    }

    /// The numbers of the file's lines.
    int number(int line) {
        return lines[line];
    }

    /// Where the wanted lines begin, 0-based and ascending, the first of them when they are many;
    /// Knuth, Morris and Pratt's search.
    List<Integer> find(List<String> wanted) {
        int[] pattern = wanted.stream().mapToInt(this::number).toArray();
        List<Integer> found = new ArrayList<>();
        for (int number : pattern) {
            if (number == UNKNOWN) {
                return found;
            }
        }
        int[] borders = borders(pattern);
        int matched = 0;
        for (int i = 0; i < lines.length && found.size() < MAX_PLACES; i++) {
            while (matched > 0 && (matched == pattern.length || pattern[matched] != lines[i])) {
                matched = borders[matched - 1];
            }
            if (pattern[matched] == lines[i]) {
                matched++;
            }
            if (matched == pattern.length) {
                found.add(i - matched + 1);
            }
        }
        return found;
    }

    /// The length of the longest proper border of each of the pattern's beginnings.
    private static int[] borders(int[] pattern) {
        int[] borders = new int[pattern.length];
        int matched = 0;
        for (int i = 1; i < pattern.length; i++) {
            while (matched > 0 && pattern[matched] != pattern[i]) {
                matched = borders[matched - 1];
            }
            if (pattern[matched] == pattern[i]) {
                matched++;
            }
            borders[i] = matched;
        }
        return borders;
    }
}
