package dev.pithyjaunt.github.pull;

import dev.pithyjaunt.github.rest.Fields;

/// A pull request as it is now.
///
/// @param isOpen false when it is closed or merged
/// @param head the name of the branch whose commits it brings
/// @param headCommit the hash of the last of them
/// @param base the name of the branch that it is for
/// @param page where people look at it
public record PullRequest(
        long number,
        String title,
        boolean isOpen,
        boolean isMerged,
        boolean isDraft,
        String head,
        String headCommit,
        String base,
        String page) {

    /// Lists have `merged_at` alone, single ones `merged` as well.
    static PullRequest of(Fields fields) {
        Fields head = fields.object("head");
        return new PullRequest(
                fields.number("number"),
                fields.text("title"),
                fields.text("state").equals("open"),
                fields.flag("merged") || fields.has("merged_at"),
                fields.flag("draft"),
                head.text("ref"),
                head.text("sha"),
                fields.object("base").text("ref"),
                fields.text("html_url"));
    }
}
