package dev.pithyjaunt.agent.edit;

import java.util.List;

/// Where the lines that an edit expects stand in a file, and what is put there.
///
/// @param from first line, 0-based
/// @param to the line after the last
/// @param replacement the edit's lines, indented as the file is
/// @param rung how loosely they had to be compared
record Place(int from, int to, List<String> replacement, Rung rung) {

    /// How lines are compared, strict to loose. The first rung with a match decides.
    enum Rung {
        /// As they are.
        EXACT,
        /// Without the white space at their ends.
        TRAILING_SPACE,
        /// Without any indentation, when all lines differ by the same one.
        INDENTATION
    }

    boolean overlaps(Place other) {
        return (from < other.to && other.from < to) || (from == other.from && to == other.to);
    }
}
