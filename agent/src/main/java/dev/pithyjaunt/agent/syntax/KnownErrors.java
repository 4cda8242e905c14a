package dev.pithyjaunt.agent.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The errors of a file as it was. Lines move and a parser cuts a broken stretch otherwise when its
/// surroundings change, so errors are known by the text of lines and not by their place:
///
/// - as many lines of one text as stood within errors before may be in error without being new;
/// - text with a word in it that did not belong into its surroundings before is known everywhere:
///   mostly a construct that the grammar lags behind.
final class KnownErrors {

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> constructs = new HashSet<>();

    void add(Source source, List<ErrorNode> errors) {
        BitSet rows = new BitSet();
        for (ErrorNode error : errors) {
            rows.set(error.row(), error.lastRow() + 1);
            if (!error.construct().isEmpty()) {
                constructs.add(error.construct());
            }
        }
        rows.stream().forEach(row -> lines.merge(source.line(row), 1, Integer::sum));
    }

    /// The errors that are not known, at most one a line. Uses the knowledge up.
    List<SyntaxError> others(Source source, List<ErrorNode> errors) {
        List<SyntaxError> others = new ArrayList<>();
        BitSet seen = new BitSet();
        for (ErrorNode error : errors) {
            if (!seen.get(error.row()) && !constructs.contains(error.construct())) {
                seen.set(error.row());
                if (!take(source.line(error.row()))) {
                    others.add(told(source, error));
                }
            }
        }
        return others;
    }

    private boolean take(String line) {
        int left = lines.getOrDefault(line, 0);
        if (left > 0) {
            lines.put(line, left - 1);
        }
        return left > 0;
    }

    private static SyntaxError told(Source source, ErrorNode error) {
        return new SyntaxError(
                error.row() + 1,
                error.missing().isEmpty() ? "error" : "missing " + error.missing(),
                source.shown(error.row(), error.column()));
    }
}
