package dev.pithyjaunt.agent.edit;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// One change to one file as the model stated it, not yet fitted to the file. Lines carry no line
/// end.
public sealed interface Edit {

    /// Relative to the repository's root, `/`-separated, as the model wrote it.
    String path();

    Origin origin();

    /// Where in the reply it is stated, and how.
    ///
    /// @param line of the reply, 1-based
    /// @param draft counts the reply's whole diffs that have prose between them, from 1: models
    ///   think again and state a file's diff anew; 0 for what is stated in another form
    /// @param raw the part of the reply that states it
    /// @param leniencies what had to be overlooked to read it
    record Origin(int line, int draft, String raw, Set<Leniency> leniencies) {
        public Origin {
            leniencies = leniencies.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(leniencies));
        }

        /// What is stated in another form than a diff.
        static Origin of(int line, String raw, Set<Leniency> leniencies) {
            return new Origin(line, 0, raw, leniencies);
        }
    }

    /// What the model says of an edit's place besides the lines themselves. All of it may be wrong.
    ///
    /// @param otherPath another name its header gives the file; empty when there is none
    /// @param line of the file at which its first line stands, 1-based
    /// @param section what stands behind the second `@@`: the line that begins the enclosing
    ///   function, class or chapter; empty when it is not stated
    record Hint(String otherPath, OptionalInt line, String section) {
        static final Hint NONE = new Hint("", OptionalInt.empty(), "");
    }

    /// Some lines become others.
    ///
    /// @param lines what is expected, and what becomes of it; without any line that is expected
    ///   they are put at the stated line, or into a new or empty file
    record Replace(String path, List<EditLine> lines, Hint hint, Origin origin) implements Edit {
        public Replace {
            lines = List.copyOf(lines);
        }

        /// The lines it expects.
        public List<String> preImage() {
            return EditLine.texts(lines, EditLine.Kind.ADDED);
        }

        /// Whether it expects no line that could tell its place.
        boolean namesNoLine() {
            return preImage().stream().allMatch(String::isBlank);
        }

        /// The lines it leaves.
        public List<String> postImage() {
            return EditLine.texts(lines, EditLine.Kind.REMOVED);
        }
    }

    /// The file, new or not, gets this content.
    record Write(String path, List<String> lines, Origin origin) implements Edit {
        public Write {
            lines = List.copyOf(lines);
        }
    }

    /// The file goes.
    ///
    /// @param lines what the model says it held; empty when it does not say
    record Delete(String path, List<String> lines, Origin origin) implements Edit {
        public Delete {
            lines = List.copyOf(lines);
        }
    }

    /// The file moves; other edits of the reply may change it under its new name.
    record Rename(String from, String path, Origin origin) implements Edit {}
}
