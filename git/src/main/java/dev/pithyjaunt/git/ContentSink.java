package dev.pithyjaunt.git;

/// Takes the contents of files, each once, in any order, and from several threads at a time.
public interface ContentSink {

    /// Lets all pass.
    ContentSink NONE =
            new ContentSink() {
                @Override
                public void take(int index, byte[] buffer, int length, long size) {}

                @Override
                public void miss(int index, String reason) {}
            };

    /// @param index of the file in the list that was asked for
    /// @param buffer holds the content's beginning; good during this call only
    /// @param length bytes of the buffer that belong to the content, at most the limit asked for
    /// @param size bytes of the whole content
    void take(int index, byte[] buffer, int length, long size);

    /// The content can't be had.
    ///
    /// @param reason in words
    void miss(int index, String reason);
}
