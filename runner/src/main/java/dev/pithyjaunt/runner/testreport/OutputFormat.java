package dev.pithyjaunt.runner.testreport;

/// One form in which tools print what their tests said. It is shown every line of the output, which
/// may be of another tool or of nobody's making, and keeps a bounded amount of it.
interface OutputFormat {

    /// @param line without line end and colours
    void line(String line);

    /// Whether a tool that prints this form was at work.
    boolean isSeen();

    /// Whether all tests were named, those that pass as well.
    boolean namesAll();
}
