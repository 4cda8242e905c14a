package dev.pithyjaunt.server.githubhook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A task that somebody asked for at an issue.
///
/// @param id of what was asked once
/// @param repositoryId the connected one that the task will be of
/// @param sender the login of who asked
/// @param taskId absent until it is made, and again when it is deleted
record Wish(
        String id,
        String repositoryId,
        long issue,
        String sender,
        IssueText text,
        Status status,
        @Nullable String taskId,
        Instant askedAt) {

    enum Status {
        /// GitHub has not been asked yet whether the sender may.
        ASKED,
        /// There will be no task.
        REFUSED,
        /// There is a task, which has not been executed yet.
        MADE,
        /// The task was executed, or that was refused: then it waits for a person.
        BEGUN,
        /// A comment at the issue says so.
        TOLD,
        /// No comment says so: GitHub takes none there, or the task is gone.
        UNTOLD
    }
}
