package dev.pithyjaunt.agent.policy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a repository says of the commits and pull requests that are made for it.
///
/// @param draft whether every pull request is a draft
/// @param draftOnFailedChecks whether it is one when a check newly fails
/// @param labels that it gets
/// @param reviewers logins of people who are asked to look at it
/// @param teamReviewers names of teams, as their addresses have them
/// @param author of the commits; absent for Pithy Jaunt, who is always the committer
/// @param coAuthors who are named in the message
/// @param signOff whether the message ends with the committer's `Signed-off-by`
public record PublishingSettings(
        boolean draft,
        boolean draftOnFailedChecks,
        List<String> labels,
        List<String> reviewers,
        List<String> teamReviewers,
        @Nullable Person author,
        List<Person> coAuthors,
        boolean signOff) {

    /// What holds where a repository says nothing.
    public static final PublishingSettings STANDARD =
            new PublishingSettings(
                    false, true, List.of(), List.of(), List.of(), null, List.of(), false);

    public PublishingSettings {
        labels = List.copyOf(labels);
        reviewers = List.copyOf(reviewers);
        teamReviewers = List.copyOf(teamReviewers);
        coAuthors = List.copyOf(coAuthors);
    }

    /// Somebody, as git names people.
    public record Person(String name, String email) {}
}
