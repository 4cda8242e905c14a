package dev.pithyjaunt.agent.edit;

/// What was overlooked in the form of an edit. Each is there because models write so.
public enum Leniency {
    /// Models can't count: the numbers behind `@@` are not those of the hunk's lines.
    WRONG_COUNTS,
    /// Knowing that they can't, models write `@@` or `@@ … @@` and no numbers.
    NO_COUNTS,
    /// Models leave out one or both of `---` and `+++`, or state hunks under a line with a path.
    NO_FILE_HEADERS,
    /// Models forget the blank in front of context lines, of empty ones most often.
    UNMARKED_CONTEXT,
    /// Small models name the result: `--- a.c`, `+++ patched-a.c`.
    OTHER_NEW_NAME,
    /// Models misremember the folder of a file.
    WRONG_PATH,
    /// Models show surroundings in a hunk that changes nothing.
    NOTHING_CHANGED,
    /// Models explain between two hunks of a file, or close the fence and open another.
    PROSE_BETWEEN_HUNKS,
    /// Models write ORIGINAL and UPDATED at the markers of a block.
    OTHER_MARKERS,
    /// Models were taught to put the old and the new text between tags.
    TAGS
}
