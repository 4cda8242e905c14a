package dev.pithyjaunt.server.githubhook;

import dev.pithyjaunt.server.execution.PullRequestState;

/// What a delivery says, as far as it means something here.
sealed interface Hook {

    /// Nothing is to be done.
    ///
    /// @param reason one or two words with hyphens, for the log and for who looks at GitHub's list
    ///   of deliveries
    record Ignored(String reason) implements Hook {}

    /// A repository as the delivery names it.
    ///
    /// @param id GitHub's number, which stays when it is renamed
    /// @param page where people look at it
    record Place(long id, String page) {}

    /// A user at GitHub.
    ///
    /// @param id GitHub's number, which stays when the login changes
    record Sender(long id, String login) {}

    /// A pull request of a branch of the repository itself was closed, merged or opened again.
    ///
    /// @param taskId as the branch names it; there need not be such a task
    record PullRequestChanged(Place place, long number, String taskId, PullRequestState state)
            implements Hook {}

    /// A run that a dispatch began goes on.
    ///
    /// @param title what the workflow calls the run: it may hold an execution's id
    record RunChanged(Place place, long id, int attempt, String page, String title)
            implements Hook {}

    /// Somebody wants a task to be made of an issue.
    ///
    /// @param id of what was asked once: the same in every delivery that tells of it
    /// @param kind how it was asked
    record TaskAsked(Place place, String id, Kind kind, long issue, Sender sender, IssueText text)
            implements Hook {

        /// How it was asked.
        enum Kind {
            /// By the label; an issue has one task of that kind at a time.
            LABEL,
            /// By a comment; each is a task.
            COMMENT
        }
    }
}
