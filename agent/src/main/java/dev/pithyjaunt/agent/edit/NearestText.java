package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells a model where a file is most like lines that it does not have.
final class NearestText {

    /// Starting points looked at for each line.
    private static final int MAX_VOTES_PER_LINE = 50;

    private static final int MAX_LINES = 12;
    private static final int MAX_LINE_LENGTH = 200;

    private final List<String> file;
    private final List<String> wanted;

    private NearestText(List<String> file, List<String> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /// The first line that differs at the place where most are the file's, and the file's lines
    /// there; empty when no line is the file's.
    static String describe(List<String> file, List<String> wanted) {
        NearestText nearest = new NearestText(file, wanted);
        return nearest.place().map(nearest::describe).orElse("");
    }

    /// The first line of the best window, 0-based.
    private Optional<Integer> place() {
        Map<String, List<Integer>> positions = new HashMap<>();
        for (int i = 0; i < file.size(); i++) {
            String line = file.get(i).strip();
            if (line.length() > 1) {
                positions.computeIfAbsent(line, _ -> new ArrayList<>()).add(i);
            }
        }
        Map<Integer, Integer> votes = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            List<Integer> found = positions.getOrDefault(wanted.get(i).strip(), List.of());
            for (int position : found.subList(0, Math.min(found.size(), MAX_VOTES_PER_LINE))) {
                votes.merge(Math.max(0, position - i), 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .thenComparing(
                                        Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    private String describe(int place) {
        int different = 0;
        while (different < wanted.size() && isThere(place, different)) {
            different++;
        }
        // Around the difference, when not all lines can be shown.
        int from =
                place + Math.max(0, Math.min(different - MAX_LINES / 2, wanted.size() - MAX_LINES));
        int to = Math.min(file.size(), from + Math.min(wanted.size(), MAX_LINES));
        StringBuilder text = new StringBuilder();
        if (different < wanted.size()) {
            text.append(
                    "Line %d of it is not there: %s\n"
                            .formatted(different + 1, shortened(wanted.get(different))));
        }
        text.append("The nearest text in the file is:\n");
        for (int i = from; i < to; i++) {
            text.append("%5d  %s\n".formatted(i + 1, shortened(file.get(i))));
        }
        return text.toString();
    }

    private boolean isThere(int place, int line) {
        return place + line < file.size()
                && file.get(place + line).strip().equals(wanted.get(line).strip());
    }

    private static String shortened(String line) {
        return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH) + "…";
    }
}
