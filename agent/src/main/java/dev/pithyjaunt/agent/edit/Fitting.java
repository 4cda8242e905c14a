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
    /// @param fits how each replacement was made to fit, in the reply's order
    record Fitted(List<FittedFile> files, List<Fit> fits) implements Fitting {
        public Fitted {
            files = List.copyOf(files);
            fits = List.copyOf(fits);
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

    /// @param edit as it was fitted, with the path of the file that it fits
    /// @param rung how loosely its lines had to be compared
    /// @param line where they stand in the file, 1-based
    /// @param offset lines between there and where the model says they stand; 0 when it does not
    ///   say
    record Fit(Edit.Replace edit, Rung rung, int line, int offset) {}
}
