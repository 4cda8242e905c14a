package dev.pithyjaunt.git;

import java.util.List;
import java.util.Optional;

/// Files by path, with their contents: a commit, or anything that stands in for one.
public interface FileTree {

    /// In git's order, by the bytes of their path.
    List<TreeFile> files();

    Optional<TreeFile> find(String path);

    /// Bytes of the content of one of its files.
    ///
    /// @throws GitException when it can't be had
    default long size(TreeFile file) {
        return read(file).length;
    }

    /// The content of one of its files.
    ///
    /// @throws GitException when it can't be had
    byte[] read(TreeFile file);

    /// Gets contents ready that will be asked for one by one. A hint: those that can't be had are
    /// missed when they are asked for.
    ///
    /// @param maxBytes of a content that is wanted
    default void prefetch(List<TreeFile> wanted, int maxBytes) {}

    /// Looks through the contents of many files, as quickly as they can be had. A content that
    /// can't be had stops nothing.
    ///
    /// @param maxBytes of each that are wanted
    default void scan(List<TreeFile> wanted, int maxBytes, ContentSink sink) {
        for (int i = 0; i < wanted.size(); i++) {
            byte[] content;
            try {
                content = read(wanted.get(i));
            } catch (GitException e) {
                sink.miss(i, e.getMessage());
                continue;
            }
            sink.take(i, content, Math.min(content.length, maxBytes), content.length);
        }
    }
}
