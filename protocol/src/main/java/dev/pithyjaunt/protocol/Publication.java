package dev.pithyjaunt.protocol;

import org.jspecify.annotations.Nullable;

/// What `publish` did: the file `publication.json`.
///
/// @param branch the branch that was pushed; absent when none was
/// @param headCommit the commit on it
/// @param draft whether a pull request of the branch is to be a draft; its text is in
///   `pull-request.md`
/// @param pullRequest the one that is open for the branch; absent when none was opened
/// @param compareUrl where a person can open one; absent when the branch is at no forge
/// @param error why it was not done to the end; the branch may be pushed nevertheless
public record Publication(
        String executionId,
        @Nullable String branch,
        @Nullable String headCommit,
        boolean draft,
        @Nullable PullRequest pullRequest,
        @Nullable String compareUrl,
        @Nullable ExecutionError error,
        double seconds) {

    /// @param url where a person sees it
    public record PullRequest(int number, String url) {}
}
