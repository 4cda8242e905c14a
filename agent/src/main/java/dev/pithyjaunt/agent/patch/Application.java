package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;

import java.util.List;
import java.util.Optional;

/// What comes of a patch that is applied to files in memory: all of it, or nothing and the reasons.
public sealed interface Application {

    /// Where each hunk fits that does, in the order of the patch.
    List<Placement> placements();

    /// All of it fits.
    ///
    /// @param files what becomes of each file that it touches; a path stands here once
    record Applied(List<AppliedFile> files, List<Placement> placements) implements Application {
        public Applied {
            files = List.copyOf(files);
            placements = List.copyOf(placements);
        }
    }

    /// Some of it does not fit, so none is applied.
    ///
    /// @param reasons at least one, in the order of the patch; later hunks are looked at as if
    ///   those that do not fit were not there
    record Rejected(List<Rejection> reasons, List<Placement> placements) implements Application {
        public Rejected {
            reasons = List.copyOf(reasons);
            placements = List.copyOf(placements);
        }
    }

    /// @param file absent when it is gone afterwards
    record AppliedFile(String path, Optional<Entry.File> file) {}

    /// Where a hunk fits.
    ///
    /// @param hunk 1-based number among the file's hunks
    /// @param line 1-based first line of the pre-image in the file as it is
    /// @param offset lines between that and what the hunk states, taking earlier hunks into
    ///   account; negative when it fits further up
    record Placement(String path, int hunk, int hunks, int line, int offset) {}
}
