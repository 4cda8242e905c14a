package dev.pithyjaunt.agent.grammar;

import org.treesitter.TSNode;
import org.treesitter.TSTree;

/// The tree of one file, in native memory. After it is closed, a node of it that is touched ends
/// the process: keep what nodes say, never the nodes.
public final class ParsedSource implements AutoCloseable {

    private final TSTree tree;

    ParsedSource(TSTree tree) {
        this.tree = tree;
    }

    /// Its rows and columns count from 0, columns and offsets in bytes. Walk it with a cursor:
    /// children by index take time by their number, and parents by their depth.
    public TSNode root() {
        return tree.getRootNode();
    }

    @Override
    public void close() {
        tree.close();
    }
}
