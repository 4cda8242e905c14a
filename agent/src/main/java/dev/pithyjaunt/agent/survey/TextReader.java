package dev.pithyjaunt.agent.survey;

/// Reads along while a survey looks through the texts of a commit. Called by several threads at a
/// time, once for a file.
@FunctionalInterface
public interface TextReader {

    /// @param index of the file in [Survey#files()]
    /// @param buffer holds the content; good during this call only
    /// @param length bytes of the buffer that are the content
    void read(int index, byte[] buffer, int length);
}
