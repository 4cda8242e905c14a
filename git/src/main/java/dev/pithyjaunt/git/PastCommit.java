package dev.pithyjaunt.git;

import java.util.List;

/// A commit of the past: what was said of it, and which files it touched.
///
/// @param paths relative to the root, `/`-separated, renamed files by both names
public record PastCommit(String message, List<String> paths) {
    public PastCommit {
        paths = List.copyOf(paths);
    }
}
