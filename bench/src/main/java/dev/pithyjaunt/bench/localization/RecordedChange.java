package dev.pithyjaunt.bench.localization;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A change that people made: a line of the file of changes.
///
/// @param repo as `owner/name`
/// @param baseCommit what it was made on
/// @param task the commit's message
/// @param changedFiles paths, one at least
/// @param candidateExtensions endings of the paths that are ranked, with their dot
record RecordedChange(
        String id,
        String repo,
        String baseCommit,
        String task,
        List<String> changedFiles,
        List<String> candidateExtensions) {

    RecordedChange {
        requireNonNull(id, "id is missing");
        requireNonNull(repo, "repo is missing");
        requireNonNull(baseCommit, "baseCommit is missing");
        requireNonNull(task, "task is missing");
        changedFiles = List.copyOf(requireNonNull(changedFiles, "changedFiles is missing"));
        candidateExtensions =
                List.copyOf(requireNonNull(candidateExtensions, "candidateExtensions is missing"));
        if (changedFiles.isEmpty()) {
            throw new IllegalArgumentException("changedFiles is empty");
        }
    }
}
