package dev.pithyjaunt.server.logstream;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.StorageException;
import dev.pithyjaunt.server.signin.Credentials;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.server.task.TaskStore;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An execution's log as it grows, on the request's own virtual thread: what is stored, in order,
/// then what comes. The tables are looked at when a signal says so, and once a second.
@Component
final class LogStream {

    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RECHECK = Duration.ofSeconds(10);
    private static final int LINES_AT_ONCE = 500;

    private final LogSignals signals;
    private final LogStore logs;
    private final ExecutionStore executions;
    private final TaskStore tasks;
    private final Credentials credentials;

    LogStream(
            LogSignals signals,
            LogStore logs,
            ExecutionStore executions,
            TaskStore tasks,
            Credentials credentials) {
        this.signals = signals;
        this.logs = logs;
        this.executions = executions;
        this.tasks = tasks;
        this.credentials = credentials;
    }

    /// @param after the position of the last line that the client has; 0: none
    void follow(
            Execution execution,
            long after,
            HttpServletRequest request,
            HttpServletResponse response) {
        try (LogSignals.Waiter waiter = signals.open(execution.id())) {
            EventStream events = new EventStream(response);
            new Following(execution.id(), after, request, events).run(waiter);
        } catch (IOException _) {
            LOG.atDebug().addKeyValue("execution", execution.id()).log("a client has gone");
        } catch (StorageException e) {
            // The client comes back by itself, and resumes.
            LOG.atWarn()
                    .addKeyValue("execution", execution.id())
                    .setCause(e)
                    .log("a log stream was cut off");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One client's stream.
    private final class Following {

        private final String executionId;
        private final HttpServletRequest request;
        private final EventStream events;
        private long position;
        private @Nullable Status told;
        private long writtenAt = System.nanoTime();
        private long checkedAt = System.nanoTime();

        Following(String executionId, long after, HttpServletRequest request, EventStream events) {
            this.executionId = executionId;
            this.request = request;
            this.events = events;
            position = after;
        }

        void run(LogSignals.Waiter waiter) throws IOException, InterruptedException {
            boolean isFirst = true;
            do {
                if (!isFirst && isDue(checkedAt, RECHECK) && !isAllowed()) {
                    return;
                }
                // The status is read before the lines: an execution that is over by then has no
                // lines of its own to come.
                Optional<Execution> found = executions.find(executionId);
                if (found.isEmpty()) {
                    return;
                }
                Execution execution = found.get();
                if (isFirst) {
                    tell(status(execution));
                    checkPosition(execution);
                    isFirst = false;
                }
                sendLines(execution);
                tell(status(execution));
                if (execution.isEnded()) {
                    events.send("eof", new End(position));
                    events.flush();
                    return;
                }
                if (isDue(writtenAt, HEARTBEAT)) {
                    events.sendHeartbeat();
                    flush();
                }
            } while (waiter.await(LOOK));
        }

        private void checkPosition(Execution execution) throws IOException {
            if (position > execution.lastPosition()) {
                events.send("gap", new Gap(position, 1));
                position = 0;
            }
        }

        private void sendLines(Execution execution) throws IOException {
            while (position < execution.lastPosition()) {
                List<PositionedLine> lines = logs.page(executionId, position, LINES_AT_ONCE);
                if (lines.isEmpty()) {
                    // Positions come with their lines: these were deleted.
                    events.send("gap", new Gap(position, execution.lastPosition() + 1));
                    position = execution.lastPosition();
                    flush();
                    return;
                }
                long first = lines.getFirst().position();
                if (first > position + 1) {
                    events.send("gap", new Gap(position, first));
                }
                for (PositionedLine line : lines) {
                    events.send("log", line.position(), Line.of(line));
                }
                position = lines.getLast().position();
                flush();
            }
        }

        private void tell(Status status) throws IOException {
            if (!status.equals(told)) {
                events.send("status", status);
                told = status;
                flush();
            }
        }

        private void flush() throws IOException {
            events.flush();
            writtenAt = System.nanoTime();
        }

        /// Whether whoever asked may still see it: tokens are revoked, sessions end, tasks go.
        private boolean isAllowed() {
            checkedAt = System.nanoTime();
            return credentials
                    .findAccount(request)
                    .filter(account ->
                            executions
                                    .find(executionId)
                                    .filter(execution -> account.maySee(execution.ownerId()))
                                    .isPresent())
                    .isPresent();
        }

        private static boolean isDue(long since, Duration every) {
            return System.nanoTime() - since >= every.toNanos();
        }
    }

    private Status status(Execution execution) {
        return Status.of(execution, tasks.find(execution.taskId()).map(Task::status).orElse(null));
    }

    /// Data of `status`. Absent parts are not known, or not so.
    ///
    /// @param branch what was published
    record Status(
            String executionId,
            @Nullable TaskStatus taskStatus,
            Execution.Status executionStatus,
            boolean cancelRequested,
            @Nullable Outcome outcome,
            @Nullable ExecutionError error,
            @Nullable String question,
            @Nullable String branch,
            @Nullable String headCommit,
            @Nullable String prUrl,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Instant deadlineAt) {

        static Status of(Execution execution, @Nullable TaskStatus taskStatus) {
            Execution.@Nullable Ending ending = execution.ending();
            return new Status(
                    execution.id(),
                    taskStatus,
                    execution.status(),
                    execution.cancelRequested(),
                    ending == null ? null : ending.outcome(),
                    ending == null ? null : ending.error(),
                    ending == null ? null : ending.question(),
                    execution.result().branch(),
                    execution.result().headCommit(),
                    execution.result().prUrl(),
                    execution.times().startedAt(),
                    execution.times().completedAt(),
                    execution.times().deadlineAt());
        }
    }

    /// Data of `log`.
    record Line(long position, String phase, long sequence, Instant at, String level, String text) {

        static Line of(PositionedLine line) {
            return new Line(
                    line.position(),
                    line.phase(),
                    line.sequence(),
                    line.at(),
                    line.level(),
                    line.text());
        }
    }

    /// Data of `gap`: the client can't be given what follows the position it has.
    ///
    /// @param next the position of the next line; 1: the client's lines are of another log
    record Gap(long after, long next) {}

    /// Data of `eof`.
    record End(long lastPosition) {}
}
