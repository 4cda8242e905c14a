package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Optional;

/// What became of a reply's edits: the files as they are with all of them, or why some were
/// refused.
public sealed interface Fitting {

    /// All edits fit.
    ///
    /// @param files changed, new and deleted ones
    record Fitted(List<FittedFile> files) implements Fitting {
        public Fitted {
            files = List.copyOf(files);
        }
    }

    /// Some do not, so none is made.
    record Refused(List<Refusal> refusals) implements Fitting {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /// @param content what the file holds; absent when it is deleted
    record FittedFile(String path, TreeFile.Mode mode, Optional<byte[]> content) {}
}
