package dev.pithyjaunt.agent.ranking;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The words of a task, to find the lines of a file that have to do with it.
public final class TaskWords {

    private final Set<String> words;

    private TaskWords(Set<String> words) {
        this.words = words;
    }

    public static TaskWords of(String task) {
        return new TaskWords(Set.copyOf(Query.of(task).words()));
    }

    /// Lines that hold words of the task, best first: a word counts more the fewer lines hold it.
    ///
    /// @return 0-based line numbers
    public List<Integer> bestLines(List<String> lines) {
        List<Set<String>> found = lines.stream().map(this::in).toList();
        Map<String, Integer> frequency = new HashMap<>();
        found.forEach(set -> set.forEach(word -> frequency.merge(word, 1, Integer::sum)));
        double[] scores =
                found.stream()
                        .mapToDouble(set ->
                                set.stream()
                                        .mapToDouble(word -> 1.0 / frequency.getOrDefault(word, 1))
                                        .sum())
                        .toArray();
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .toList();
    }

    private Set<String> in(String line) {
        Set<String> found = new HashSet<>(NameParts.of(line));
        found.retainAll(words);
        return found;
    }
}
