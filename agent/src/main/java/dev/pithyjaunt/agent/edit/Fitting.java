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

        /// What a person should know of how they fit.
        public List<String> warnings() {
            return fits.stream().flatMap(fit -> fit.warning().stream()).toList();
        }
    }

    /// Some do not, so none is made.
    ///
    /// @param others the edits that fit without those, for a caller who asks for those alone again;
    ///   empty when they don't fit together either
    record Refused(List<Refusal> refusals, List<Edit> others) implements Fitting {
        public Refused {
            refusals = List.copyOf(refusals);
            others = List.copyOf(others);
        }
    }

    /// @param content what the file holds; absent when it is deleted
    record FittedFile(String path, TreeFile.Mode mode, Optional<byte[]> content) {}

    /// @param edit as it was fitted, with the path of the file that it fits
    /// @param rung how loosely its lines had to be compared
    /// @param line where they stand in the file, 1-based
    /// @param offset lines between there and where the model says they stand; 0 when it does not
    ///   say
    record Fit(Edit.Replace edit, Rung rung, int line, int offset) {

        /// What a person should know of it; absent when it fits as stated, white space aside.
        public Optional<String> warning() {
            String place = "%s, line %d: ".formatted(edit.path(), line);
            if (edit.origin().leniencies().contains(Leniency.WRONG_PATH)) {
                return Optional.of(
                        place
                                + "the model named a file that is not there; only this one has the text");
            }
            return switch (rung) {
                case DRIFTED ->
                        Optional.of(
                                place
                                        + "the lines around the change are not quite those that the model stated");
                case ELIDED ->
                        Optional.of(
                                place + "the model left out lines between those that it stated");
                case EXACT, TRAILING_SPACE, INDENTATION, WHITE_SPACE, PUNCTUATION, BLANK_LINES ->
                        Optional.empty();
            };
        }
    }
}
