package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A pull request as it stands at one moment.
///
/// @param head branch in the same repository
/// @param headCommit what the branch points to, or pointed to when it was closed
/// @param author who opened it, such as `github-actions[bot]`
/// @param state `open` or `closed`
/// @param mergeCommit null while it is not merged
public record PullRequest(
        int number,
        String title,
        @Nullable String body,
        String head,
        String base,
        String headCommit,
        String baseCommit,
        boolean draft,
        String author,
        String state,
        @Nullable String mergeCommit,
        List<String> labels,
        List<String> comments,
        List<String> reviewers,
        Instant createdAt,
        Instant updatedAt) {

    public PullRequest {
        labels = List.copyOf(labels);
        comments = List.copyOf(comments);
        reviewers = List.copyOf(reviewers);
    }

    public boolean isOpen() {
        return state.equals("open");
    }

    Draft change() {
        return new Draft(this);
    }

    /// The next state of one, being put together.
    static final class Draft {
        String title;
        @Nullable String body;
        String base;
        String headCommit;
        String state;
        @Nullable String mergeCommit;
        List<String> labels;
        List<String> comments;
        List<String> reviewers;
        private final PullRequest old;

        private Draft(PullRequest old) {
            this.old = old;
            title = old.title;
            body = old.body;
            base = old.base;
            headCommit = old.headCommit;
            state = old.state;
            mergeCommit = old.mergeCommit;
            labels = old.labels;
            comments = old.comments;
            reviewers = old.reviewers;
        }

        PullRequest at(Instant now) {
            return new PullRequest(
                    old.number,
                    title,
                    body,
                    old.head,
                    base,
                    headCommit,
                    old.baseCommit,
                    old.draft,
                    old.author,
                    state,
                    mergeCommit,
                    labels,
                    comments,
                    reviewers,
                    old.createdAt,
                    now);
        }
    }
}
