package dev.pithyjaunt.agent.grammar;

import org.treesitter.TSNode;
import org.treesitter.TSQuery;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Patterns of nodes, as tree-sitter writes them, for the trees of one grammar. A pattern is looked
/// for in native code, which costs less than to walk the tree from outside by a multiple.
///
/// Safe for use by several threads.
public final class SourceQuery {

    /// Matches that may be under way at a time; older ones are dropped. They are more only where
    /// what is looked for is nested as deep.
    private static final int MAX_UNDER_WAY = 1 << 10;

    private final TSQuery query;
    private final List<String> names;

    /// @param patterns [query
    ///   syntax](https://tree-sitter.github.io/tree-sitter/using-parsers/queries/)
    /// @throws GrammarException when the native library cannot be loaded on this machine
    public SourceQuery(Grammar grammar, String patterns) {
        this.query = new TSQuery(grammar.language(), patterns);
        this.names =
                IntStream.range(0, query.getCaptureCount())
                        .mapToObj(query::getCaptureNameForId)
                        .toList();
    }

    /// A piece of text that a pattern names.
    ///
    /// @param name without the `@`
    /// @param from in bytes
    /// @param to exclusive
    public record Capture(String name, int from, int to) {}

    /// One place where a pattern fits.
    ///
    /// @param pattern its number in the query, from 0
    public record Match(int pattern, List<Capture> captures) {
        public Match {
            captures = List.copyOf(captures);
        }
    }

    /// The names that patterns give.
    public List<String> names() {
        return names;
    }

    /// Finds all places, in no certain order.
    ///
    /// @param text that was parsed, for patterns that compare it
    /// @return false when it takes longer than the limit
    public boolean find(ParsedSource source, String text, Duration limit, Consumer<Match> found) {
        long end = System.nanoTime() + limit.toNanos();
        try (TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.setMatchLimit(MAX_UNDER_WAY);
            cursor.execWithOptions(query, source.root(), text, _ -> System.nanoTime() - end > 0);
            TSQueryMatch match = new TSQueryMatch();
            while (cursor.nextMatch(match)) {
                found.accept(new Match(match.getPatternIndex(), captures(match)));
            }
        }
        return System.nanoTime() - end <= 0;
    }

    private List<Capture> captures(TSQueryMatch match) {
        List<Capture> captures = new ArrayList<>();
        for (TSQueryCapture capture : match.getCaptures()) {
            TSNode node = capture.getNode();
            captures.add(
                    new Capture(
                            names.get(capture.getIndex()), node.getStartByte(), node.getEndByte()));
        }
        return captures;
    }
}
