package dev.pithyjaunt.agent.edit;

/// How loosely an edit's lines were compared with the file's, strict to loose. The first rung on
/// which they are found decides.
public enum Rung {
    /// As they are.
    EXACT,
    /// Without the white space at their ends.
    TRAILING_SPACE,
    /// Without any indentation, when all lines differ by the same one.
    INDENTATION,
    /// Without any white space, when equal indentation stays equal, a stray context line in five or
    /// the first line aside.
    WHITE_SPACE,
    /// With typographic quotes, dashes and blanks as their plain forms as well.
    PUNCTUATION,
    /// Without empty lines as well.
    BLANK_LINES,
    /// With a line of dots in place of any lines.
    ELIDED,
    /// Some context lines are others than stated; every removed one is there.
    DRIFTED
}
