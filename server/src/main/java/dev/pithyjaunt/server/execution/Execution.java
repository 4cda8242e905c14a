package dev.pithyjaunt.server.execution;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.task.Priority;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.usage.Spender;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// One go at a task. Its verbs give the execution as it is afterwards, and refuse what does not go
/// with its status.
///
/// @param attempt which go at the task this is, from 1
/// @param priority the task's when this was accepted
/// @param ending how it ended; absent until then
/// @param logEnd where its log goes on
public record Execution(
        String id,
        String taskId,
        String ownerId,
        String repositoryId,
        int attempt,
        Method method,
        Priority priority,
        Status status,
        @Nullable Ending ending,
        Base base,
        Result result,
        Run run,
        boolean cancelRequested,
        @JsonUnwrapped LogEnd logEnd,
        Times times) {

    /// Ends that need not be the last word: those that the server made up for a runner that was
    /// silent, and that of a patch which only could not be published, which can be tried again.
    private static final Set<ExecutionError.Category> PROVISIONAL =
            EnumSet.of(
                    ExecutionError.Category.LOST,
                    ExecutionError.Category.TIMED_OUT,
                    ExecutionError.Category.FORGE_ERROR);

    /// The next go at a task, waiting for a slot.
    ///
    /// @param attempt from 1
    public static Execution create(Task task, int attempt, Method method, Instant now) {
        return new Execution(
                Id.next(),
                task.id(),
                task.ownerId(),
                task.repositoryId(),
                attempt,
                method,
                task.priority(),
                Status.WAITING,
                null,
                Base.NONE,
                Result.NONE,
                new Run(null, 1, null),
                false,
                LogEnd.EMPTY,
                new Times(null, now, null, null, null));
    }

    /// Where it runs.
    public enum Method {
        /// A workflow of the repository's own.
        GITHUB_ACTIONS,
        /// Children of this server.
        LOCAL;

        /// As people and the API write it.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Where it stands.
    public enum Status {
        /// For a slot.
        WAITING,
        /// Handed to its backend, which has not been heard of.
        DISPATCHED,
        /// Its runner has been heard of.
        RUNNING,
        /// For good, unless a late final event corrects a guessed end.
        ENDED
    }

    /// @param error present when the outcome is no success
    /// @param question what the model asks, when it does
    public record Ending(
            Outcome outcome, @Nullable ExecutionError error, @Nullable String question) {

        /// An end without a result.
        public static Ending failed(ExecutionError.Category category, String message) {
            Outcome outcome =
                    category == ExecutionError.Category.CANCELLED
                            ? Outcome.CANCELLED
                            : Outcome.FAILED;
            return new Ending(outcome, new ExecutionError(category, message), null);
        }

        private boolean isProvisional() {
            return error != null && PROVISIONAL.contains(error.category());
        }
    }

    /// What everything is measured against; absent until it is known.
    public record Base(@Nullable String branch, @Nullable String commit) {

        public static final Base NONE = new Base(null, null);
    }

    /// What came of it.
    ///
    /// @param branch what was published; absent parts of it were not
    /// @param checksVerdict what the checks said together; absent when the runner did not tell
    /// @param prState what the forge said last of the pull request; absent while it said nothing
    public record Result(
            @Nullable String branch,
            @Nullable String headCommit,
            @Nullable String prUrl,
            @Nullable Long prNumber,
            Evidence.@Nullable Verdict checksVerdict,
            @Nullable PullRequestState prState) {

        public static final Result NONE = new Result(null, null, null, null, null);

        /// What a runner told; the forge was not asked.
        public Result(
                @Nullable String branch,
                @Nullable String headCommit,
                @Nullable String prUrl,
                @Nullable Long prNumber,
                Evidence.@Nullable Verdict checksVerdict) {
            this(branch, headCommit, prUrl, prNumber, checksVerdict, null);
        }

        public Result withPullRequest(@Nullable PullRequestState state) {
            return new Result(branch, headCommit, prUrl, prNumber, checksVerdict, state);
        }
    }

    /// The workflow's run.
    ///
    /// @param attempt from 1
    public record Run(@Nullable String id, int attempt, @Nullable String url) {}

    /// @param deadlineAt when it is over, whatever it does then
    /// @param heartbeatAt when its runner was last heard of
    public record Times(
            @Nullable Instant deadlineAt,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Instant heartbeatAt) {

        Times withDeadline(@Nullable Instant at) {
            return new Times(at, createdAt, startedAt, completedAt, heartbeatAt);
        }

        Times startedIfNot(Instant now) {
            return new Times(
                    deadlineAt, createdAt, startedAt == null ? now : startedAt, completedAt, now);
        }

        Times heard(Instant now) {
            return new Times(deadlineAt, createdAt, startedAt, completedAt, now);
        }

        Times completed(Instant now) {
            return new Times(deadlineAt, createdAt, startedAt, now, heartbeatAt);
        }
    }

    public boolean isEnded() {
        return status == Status.ENDED;
    }

    /// Whether it is prepared, so that its backend may have begun and spent something.
    @JsonIgnore
    public boolean isBegun() {
        return !base.equals(Base.NONE);
    }

    public Spender spender() {
        return new Spender(id, ownerId, repositoryId);
    }

    /// It leaves the queue for its backend, and its time runs.
    ///
    /// @param newBase as far as it is known
    /// @throws ConflictException unless it is waiting, and nobody wants it to stop
    public Execution dispatched(Base newBase, Instant deadlineAt) {
        require(Status.WAITING);
        if (cancelRequested) {
            throw new ConflictException("execution %s is cancelled".formatted(id));
        }
        return copy(Status.DISPATCHED, null, newBase, result, run, times.withDeadline(deadlineAt));
    }

    /// All is known that its backend has to be told, which is told it right after.
    ///
    /// @throws ConflictException unless it is dispatched, not prepared yet, and nobody wants it to
    ///   stop
    public Execution prepared(Base newBase) {
        requireUnprepared();
        return copy(Status.DISPATCHED, null, newBase, result, run, times);
    }

    /// Its backend was never told of it: it waits again.
    ///
    /// @throws ConflictException unless it is dispatched, not prepared yet, and nobody wants it to
    ///   stop
    public Execution returned() {
        requireUnprepared();
        return copy(Status.WAITING, null, base, result, run, times.withDeadline(null));
    }

    private void requireUnprepared() {
        require(Status.DISPATCHED);
        if (isBegun()) {
            throw new ConflictException("execution %s is prepared already".formatted(id));
        }
        if (cancelRequested) {
            throw new ConflictException("execution %s is cancelled".formatted(id));
        }
    }

    /// Its runner has begun, or another run of the same workflow has.
    ///
    /// @throws ConflictException unless it is dispatched or running
    public Execution started(Run newRun, Instant now) {
        require(Status.DISPATCHED, Status.RUNNING);
        return copy(Status.RUNNING, null, base, result, newRun, times.startedIfNot(now));
    }

    /// The forge says which run it has; its runner has said nothing yet.
    ///
    /// @throws ConflictException unless it is dispatched or running
    public Execution found(Run newRun) {
        require(Status.DISPATCHED, Status.RUNNING);
        return copy(status, null, base, result, newRun, times);
    }

    /// Its runner lives.
    ///
    /// @throws ConflictException when it has ended
    public Execution heard(Instant now) {
        require(Status.DISPATCHED, Status.RUNNING);
        return copy(status, null, base, result, run, times.heard(now));
    }

    /// Of its log's lines; 0 without any.
    public long lastPosition() {
        return logEnd.lastPosition();
    }

    /// Its log goes on.
    public Execution logged(LogEnd newLogEnd) {
        return new Execution(
                id,
                taskId,
                ownerId,
                repositoryId,
                attempt,
                method,
                priority,
                status,
                ending,
                base,
                result,
                run,
                cancelRequested,
                newLogEnd,
                times);
    }

    /// Its runner told what came of it.
    ///
    /// @throws ConflictException unless it is dispatched or running
    public Execution published(Result newResult) {
        require(Status.DISPATCHED, Status.RUNNING);
        return copy(status, null, base, newResult, run, times);
    }

    /// The forge says what became of its pull request, also long after its end.
    public Execution pullRequestIs(PullRequestState state) {
        return copy(status, ending, base, result.withPullRequest(state), run, times);
    }

    /// Somebody wants it to stop.
    ///
    /// @throws ConflictException when it has ended
    public Execution cancelAsked() {
        require(Status.WAITING, Status.DISPATCHED, Status.RUNNING);
        return new Execution(
                id,
                taskId,
                ownerId,
                repositoryId,
                attempt,
                method,
                priority,
                status,
                ending,
                base,
                result,
                run,
                true,
                logEnd,
                times);
    }

    /// It is over.
    ///
    /// @throws ConflictException when it has ended before
    public Execution ended(Ending newEnding, Instant now) {
        require(Status.WAITING, Status.DISPATCHED, Status.RUNNING);
        return copy(Status.ENDED, newEnding, base, result, run, times.completed(now));
    }

    /// Whether its runner may still do what is left, and say how it really ended.
    boolean isProvisional() {
        return ending != null && ending.isProvisional();
    }

    /// A runner that was given up, or that published after all, reports how it really ended. It can
    /// do so once: what it reports is not provisional. When it ended stays what it was.
    ///
    /// @throws ConflictException unless its end was provisional, and the new one is not
    public Execution corrected(Ending newEnding, Result newResult) {
        if (!isProvisional() || newEnding.isProvisional()) {
            throw refusal();
        }
        return copy(Status.ENDED, newEnding, base, newResult, run, times);
    }

    private void require(Status first, Status... others) {
        if (!EnumSet.of(first, others).contains(status)) {
            throw refusal();
        }
    }

    private ConflictException refusal() {
        return new ConflictException(
                "execution %s %s"
                        .formatted(
                                id,
                                isEnded()
                                        ? "is over"
                                        : "is " + status.name().toLowerCase(Locale.ROOT)));
    }

    private Execution copy(
            Status newStatus,
            @Nullable Ending newEnding,
            Base newBase,
            Result newResult,
            Run newRun,
            Times newTimes) {
        return new Execution(
                id,
                taskId,
                ownerId,
                repositoryId,
                attempt,
                method,
                priority,
                newStatus,
                newEnding,
                newBase,
                newResult,
                newRun,
                cancelRequested,
                logEnd,
                newTimes);
    }
}
