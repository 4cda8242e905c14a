package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.github.pull.PullRequest;

import java.util.List;

/// How putting the file there ended.
sealed interface Placed {

    /// The default branch has the same one already.
    record There(String branch) implements Placed {}

    /// A pull request brings it.
    ///
    /// @param isNew false when it was open before and had the file already
    /// @param difference from what the default branch has; empty when it has none
    record Proposed(PullRequest pullRequest, boolean isNew, List<String> difference)
            implements Placed {

        public Proposed {
            difference = List.copyOf(difference);
        }
    }

    /// The default branch has it by a commit.
    ///
    /// @param difference from what was there; empty when nothing was
    record Committed(String branch, String commit, List<String> difference) implements Placed {

        public Committed {
            difference = List.copyOf(difference);
        }
    }

    /// The default branch has another one, and nobody said that it may be replaced.
    record Kept(String branch, List<String> difference) implements Placed {

        public Kept {
            difference = List.copyOf(difference);
        }
    }
}
