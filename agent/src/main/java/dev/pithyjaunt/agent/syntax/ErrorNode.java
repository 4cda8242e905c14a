package dev.pithyjaunt.agent.syntax;

/// An error of a tree, without the tree.
///
/// @param row of its first byte, from 0
/// @param lastRow of its last byte
/// @param column of its first byte in its row, from 0, in bytes
/// @param missing what is missing there, quoted when it is a literal token; empty when the node
///   holds text that does not belong there
/// @param construct the text that does not belong, with what it stands in: the same construct fails
///   the same way elsewhere; empty when the text has no word in it
record ErrorNode(int row, int lastRow, int column, String missing, String construct) {}
