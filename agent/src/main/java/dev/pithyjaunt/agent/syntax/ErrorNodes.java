package dev.pithyjaunt.agent.syntax;

import dev.pithyjaunt.agent.grammar.ParsedSource;

import org.treesitter.TSNode;
import org.treesitter.TSTreeCursor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the errors in a tree.
final class ErrorNodes {

    private static final int MAX_CONSTRUCT_BYTES = 80;

    private final Source source;
    private final long endNanos;
    private final List<ErrorNode> found = new ArrayList<>();

    private ErrorNodes(Source source, long endNanos) {
        this.source = source;
        this.endNanos = endNanos;
    }

    /// In the order of the file, an outer one before those in it.
    ///
    /// @param endNanos of [System#nanoTime()]
    /// @return empty when it takes longer
    static Optional<List<ErrorNode>> in(ParsedSource tree, Source source, long endNanos) {
        TSNode root = tree.root();
        if (!root.hasError()) {
            return Optional.of(List.of());
        }
        ErrorNodes errors = new ErrorNodes(source, endNanos);
        try (TSTreeCursor cursor = new TSTreeCursor(root)) {
            return errors.walk(cursor) ? Optional.of(errors.found) : Optional.empty();
        }
    }

    /// Without recursion, since what is parsed may be nested as deep as it is long.
    private boolean walk(TSTreeCursor cursor) {
        while (System.nanoTime() - endNanos < 0) {
            TSNode node = cursor.currentNode();
            if (node.isError() || node.isMissing()) {
                found.add(errorNode(node));
            }
            if (node.hasError() && cursor.gotoFirstChild()) {
                continue;
            }
            while (!cursor.gotoNextSibling()) {
                if (!cursor.gotoParent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private ErrorNode errorNode(TSNode node) {
        int row = node.getStartPoint().getRow();
        int column = node.getStartPoint().getColumn();
        if (node.isMissing()) {
            // At the end of the file it is the last line with text that lacks something.
            while (row > 0 && source.line(row).isEmpty()) {
                row--;
            }
            String token = node.isNamed() ? node.getType() : "\"" + node.getType() + "\"";
            return new ErrorNode(row, row, column, token, "");
        }
        return new ErrorNode(row, node.getEndPoint().getRow(), column, "", construct(node));
    }

    private String construct(TSNode error) {
        int from = error.getStartByte();
        int to = error.getEndByte();
        if (to - from > MAX_CONSTRUCT_BYTES) {
            return "";
        }
        String text = source.text(from, to).strip();
        TSNode parent = error.getParent();
        return text.chars().noneMatch(Character::isLetter) || parent.isNull()
                ? ""
                : parent.getType() + " " + text;
    }
}
