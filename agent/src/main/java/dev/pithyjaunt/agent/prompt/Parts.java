package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.ranking.TaskWords;
import dev.pithyjaunt.agent.symbol.Definition;
import dev.pithyjaunt.agent.symbol.Symbols;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The parts of a long file that have to do with the task: whole definitions around the task's
/// words, or where these are too long, or none is known, the lines around the words under the first
/// lines of the definitions that they stand in.
final class Parts {

    /// Lines of a definition above which it is not shown whole.
    private static final int MAX_DEFINITION = 80;

    /// Lines shown around one that has to do with the task.
    private static final int AROUND = 25;

    /// Fewer tokens than these are not worth an excerpt.
    private static final int MIN_TOKENS = 200;

    /// After so many parts without room, the rest is not tried.
    private static final int MAX_MISSES = 5;

    private static final Duration SYMBOLS_LIMIT = Duration.ofSeconds(2);

    private final List<String> lines;
    private final List<Definition> definitions;

    private Parts(String path, byte[] content) {
        this.lines = ShownFile.text(content).lines().toList();
        this.definitions =
                Symbols.of(path, content, SYMBOLS_LIMIT)
                        .map(Symbols::definitions)
                        .orElse(List.of());
    }

    /// As many parts as there is room for, the best first; empty when there is none.
    static String about(String task, String path, byte[] content, Room room) {
        return room.left() < MIN_TOKENS ? "" : new Parts(path, content).about(task, path, room);
    }

    private String about(String task, String path, Room room) {
        SortedSet<Integer> shown = new TreeSet<>();
        String best = "";
        int misses = 0;
        for (int line : TaskWords.of(task).bestLines(lines)) {
            SortedSet<Integer> more = new TreeSet<>(shown);
            if (misses == MAX_MISSES || !more.addAll(around(line))) {
                continue;
            }
            String text = ShownFile.excerpt(path, lines, more);
            if (room.fits(text)) {
                shown = more;
                best = text;
            } else {
                misses++;
            }
        }
        return best;
    }

    private SortedSet<Integer> around(int line) {
        List<Definition> outer =
                definitions.stream()
                        .filter(definition ->
                                definition.line() <= line && line <= definition.lastLine())
                        .toList();
        Optional<Definition> whole =
                outer.stream()
                        .filter(definition -> length(definition) <= MAX_DEFINITION)
                        .max(Comparator.comparingInt(Parts::length));
        SortedSet<Integer> around = new TreeSet<>();
        outer.forEach(definition -> around.add(definition.line()));
        int first = whole.map(Definition::line).orElse(line - AROUND);
        int last = whole.map(Definition::lastLine).orElse(line + AROUND);
        for (int i = Math.max(0, first); i <= Math.min(lines.size() - 1, last); i++) {
            around.add(i);
        }
        // What lines are counted by differs where a file has odd line ends.
        return around.headSet(lines.size());
    }

    private static int length(Definition definition) {
        return definition.lastLine() - definition.line() + 1;
    }
}
