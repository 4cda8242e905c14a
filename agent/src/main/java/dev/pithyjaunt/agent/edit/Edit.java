package dev.pithyjaunt.agent.edit;

import java.util.List;
import java.util.OptionalInt;

/// One change to one file as the model stated it, not yet fitted to the file. Lines carry no line
/// end.
public sealed interface Edit {

    /// Relative to the repository's root, `/`-separated, as the model wrote it.
    String path();

    /// The part of the reply that states it.
    String raw();

    /// Some lines become others.
    ///
    /// @param preImage the lines it expects; empty: they are put at the stated line, or into a new
    ///   or empty file
    /// @param postImage the lines it leaves
    /// @param statedLine where the model says the first of them stands, 1-based
    record Replace(
            String path,
            List<String> preImage,
            List<String> postImage,
            OptionalInt statedLine,
            String raw)
            implements Edit {
        public Replace {
            preImage = List.copyOf(preImage);
            postImage = List.copyOf(postImage);
        }
    }

    /// The file, new or not, gets this content.
    record Write(String path, List<String> lines, String raw) implements Edit {
        public Write {
            lines = List.copyOf(lines);
        }
    }

    /// The file goes.
    record Delete(String path, String raw) implements Edit {}

    /// The file moves; other edits of the reply may change it under its new name.
    record Rename(String from, String path, String raw) implements Edit {}
}
