package dev.pithyjaunt.server.task;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.platform.ConflictException;

import java.time.Instant;

/// What a person asked for. Its verbs give the task as it is afterwards, and refuse what does not
/// go with its status.
public record Task(
        String id,
        String ownerId,
        String repositoryId,
        String title,
        String description,
        Priority priority,
        TaskStatus status,
        Instant createdAt,
        Instant updatedAt) {

    /// A new one.
    ///
    /// @param title as it is to be; empty: from the text
    public static Task create(
            String ownerId, String repositoryId, String title, TaskText text, Instant now) {
        return new Task(
                Id.next(),
                ownerId,
                repositoryId,
                title.isEmpty() ? text.title() : title,
                text.text(),
                Priority.NORMAL,
                TaskStatus.QUEUED,
                now,
                now);
    }

    /// @throws ConflictException while it is running: an execution has been told the old words
    public Task edited(String newTitle, TaskText newText, Instant now) {
        requireNotRunning("changed");
        return new Task(
                id,
                ownerId,
                repositoryId,
                newTitle,
                newText.text(),
                priority,
                status,
                createdAt,
                now);
    }

    /// The same with another priority, which counts from its next execution on.
    public Task withPriority(Priority newPriority) {
        return new Task(
                id,
                ownerId,
                repositoryId,
                title,
                description,
                newPriority,
                status,
                createdAt,
                updatedAt);
    }

    /// An execution of it is accepted.
    ///
    /// @throws ConflictException when one is running already
    public Task started(Instant now) {
        requireNotRunning("executed");
        return with(TaskStatus.RUNNING, now);
    }

    /// Its execution has come to an end.
    ///
    /// @param end what follows from the execution's outcome
    /// @throws ConflictException when none is running
    public Task ended(TaskStatus end, Instant now) {
        if (status != TaskStatus.RUNNING) {
            throw new ConflictException("task %s is not running".formatted(id));
        }
        return with(end, now);
    }

    /// The end of its last execution turned out to be another one.
    ///
    /// @throws ConflictException when it has been started since
    public Task corrected(TaskStatus end, Instant now) {
        requireNotRunning("corrected");
        return with(end, now);
    }

    /// @throws ConflictException while it is running
    public void requireNotRunning(String deed) {
        if (status == TaskStatus.RUNNING) {
            throw new ConflictException("task %s is running and can't be %s".formatted(id, deed));
        }
    }

    private Task with(TaskStatus newStatus, Instant now) {
        return new Task(
                id, ownerId, repositoryId, title, description, priority, newStatus, createdAt, now);
    }
}
