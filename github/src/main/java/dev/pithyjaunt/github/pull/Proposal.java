package dev.pithyjaunt.github.pull;

/// A pull request that is to be opened.
///
/// @param head the name of a branch of the same repository
/// @param base the name of the branch that it is for
/// @param body Markdown of up to 65,536 characters
public record Proposal(String head, String base, String title, String body, boolean isDraft) {}
