package dev.pithyjaunt.github.pull;

import dev.pithyjaunt.github.rest.Fields;

import java.util.Optional;

/// A pull request as it is now.
///
/// @param isOpen false when it is closed or merged
/// @param head the name of the branch whose commits it brings
/// @param headCommit the hash of the last of them
/// @param base the name of the branch that it is for
/// @param isFromFork its commits come from another repository, or from one that is gone
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
        boolean isFromFork,
        String page) {

    /// Lists have `merged_at` alone, single ones `merged` as well.
    static PullRequest of(Fields fields) {
        Fields head = fields.object("head");
        Fields base = fields.object("base");
        return new PullRequest(
                fields.number("number"),
                fields.text("title"),
                fields.text("state").equals("open"),
                fields.flag("merged") || fields.has("merged_at"),
                fields.flag("draft"),
                head.text("ref"),
                head.text("sha"),
                base.text("ref"),
                repository(base).isPresent() && !repository(head).equals(repository(base)),
                fields.text("html_url"));
    }

    private static Optional<String> repository(Fields end) {
        return end.findObject("repo").flatMap(repository -> repository.findText("full_name"));
    }
}
