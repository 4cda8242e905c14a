package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a file is most like lines that it does not have.
final class NearestText {

    /// Starting points looked at for each line.
    private static final int MAX_VOTES_PER_LINE = 50;

    private NearestText() {}

    /// The first line of the best window, 0-based; absent when no line of it is there.
    static Optional<Integer> in(List<String> file, List<String> wanted) {
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
}
