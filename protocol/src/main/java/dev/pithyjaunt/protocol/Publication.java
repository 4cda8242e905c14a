package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

/// What `publish` did: the file `publication.json`.
///
/// @param branch the branch that was pushed; absent when none was
/// @param headCommit the commit on it
/// @param draft whether a pull request of the branch is to be a draft; its text is in
///   `pull-request.md`
/// @param error why nothing was pushed
public record Publication(
        String executionId,
        @Nullable String branch,
        @Nullable String headCommit,
        boolean draft,
        @Nullable ExecutionError error,
        double seconds) {}
