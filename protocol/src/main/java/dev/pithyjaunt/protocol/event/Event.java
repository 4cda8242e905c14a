package dev.pithyjaunt.protocol.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One signed message from a runner to the server. Its JSON is flat; `event.schema.json` describes
/// it, and [EventSchema] reads it.
public sealed interface Event {

    @JsonProperty("type")
    Type type();

    Origin origin();

    /// The bytes to sign and to send.
    default byte[] json() {
        return Json.line(this).getBytes(StandardCharsets.UTF_8);
    }

    /// The execution runs. Sent by its first phase.
    ///
    /// @param runId GitHub's number of the workflow run; absent elsewhere
    /// @param runUrl where a person sees the run
    @JsonPropertyOrder({"type", "origin"})
    record Started(@JsonUnwrapped Origin origin, @Nullable Long runId, @Nullable String runUrl)
            implements Event {
        @Override
        public Type type() {
            return Type.STARTED;
        }
    }

    /// Something was said.
    ///
    /// @param lines their sequences rise by one
    /// @param logs a whole text at once, for senders that can't batch; it has no sequence
    @JsonPropertyOrder({"type", "origin"})
    record Log(
            @JsonUnwrapped Origin origin,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LogLine> lines,
            @Nullable String logs)
            implements Event {
        // Absent in JSON is null here: a sender of `logs` has no lines.
        @SuppressWarnings("NullAway")
        public Log {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }

        @Override
        public Type type() {
            return Type.LOG;
        }
    }

    /// Nothing to tell, and still at work.
    @JsonPropertyOrder({"type", "origin"})
    record Progress(@JsonUnwrapped Origin origin) implements Event {
        @Override
        public Type type() {
            return Type.PROGRESS;
        }
    }

    /// The execution is over: the final event.
    ///
    /// @param type one of those with a [Type#status()]
    /// @param error why it did not simply succeed; always there when it failed
    /// @param question what the model asks; always there when it needs clarification
    /// @param logs as in [Log]
    /// @param lineCounts by phase
    /// @param edits by provider, model and form; empty from a sender that does not count them
    @JsonPropertyOrder({"type", "origin"})
    record Ended(
            @JsonProperty("type") Type type,
            @JsonUnwrapped Origin origin,
            @JsonUnwrapped Change change,
            @Nullable Usage usage,
            @Nullable EvidenceSummary evidence,
            @Nullable ExecutionError error,
            @Nullable String question,
            @Nullable String logs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, LineCount> lineCounts,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EditCount> edits)
            implements Event {

        // Absent in JSON is null here: a sender may not count.
        @SuppressWarnings("NullAway")
        @JsonCreator
        public Ended {
            type.status();
            lineCounts =
                    lineCounts == null
                            ? Map.of()
                            : Collections.unmodifiableMap(new LinkedHashMap<>(lineCounts));
            edits = edits == null ? List.of() : List.copyOf(edits);
        }

        /// Of a sender that does not count edits.
        public Ended(
                Type type,
                Origin origin,
                Change change,
                @Nullable Usage usage,
                @Nullable EvidenceSummary evidence,
                @Nullable ExecutionError error,
                @Nullable String question,
                @Nullable String logs,
                Map<String, LineCount> lineCounts) {
            this(
                    type,
                    origin,
                    change,
                    usage,
                    evidence,
                    error,
                    question,
                    logs,
                    lineCounts,
                    List.of());
        }

        /// The task's status that follows.
        @JsonIgnore
        public TaskStatus status() {
            return type.status();
        }
    }

    /// What the event is about, the same fields in all.
    ///
    /// @param runAttempt rises from 1 when GitHub runs a workflow run again
    /// @param phase who speaks: `generate`, `validate`, `publish` or `report`
    record Origin(
            String taskId, String executionId, int runAttempt, String phase, Instant occurredAt) {}

    /// What there is to show for it; absent fields say that it did not come to that.
    ///
    /// @param prUrl as the runner saw it; the server makes its own from repository and number
    record Change(
            @Nullable String branchName,
            @Nullable String baseCommit,
            @Nullable String headCommit,
            @Nullable String prUrl,
            @Nullable Integer prNumber) {}

    /// Written `task.started`, `task.needs_review` and so on.
    enum Type {
        STARTED,
        LOG,
        PROGRESS,
        COMPLETED,
        FAILED,
        NEEDS_REVIEW,
        NEEDS_CLARIFICATION,
        CANCELLED;

        private static final Map<String, Type> BY_WIRE_NAME =
                Stream.of(values())
                        .collect(Collectors.toUnmodifiableMap(Type::wireName, type -> type));

        @JsonValue
        public String wireName() {
            return "task." + name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException when there is none of that name
        @JsonCreator
        public static Type ofWireName(String name) {
            Type type = BY_WIRE_NAME.get(name);
            if (type == null) {
                throw new IllegalArgumentException("no event has the type \"" + name + "\"");
            }
            return type;
        }

        /// The final event that says this status.
        ///
        /// @throws IllegalArgumentException when it is not an end
        public static Type of(TaskStatus status) {
            return switch (status) {
                case COMPLETED -> COMPLETED;
                case FAILED -> FAILED;
                case NEEDS_REVIEW -> NEEDS_REVIEW;
                case NEEDS_CLARIFICATION -> NEEDS_CLARIFICATION;
                case CANCELLED -> CANCELLED;
                case QUEUED, RUNNING ->
                        throw new IllegalArgumentException(status + " is not an end");
            };
        }

        /// The task's status that follows from a final event.
        ///
        /// @throws IllegalArgumentException when it is not one
        public TaskStatus status() {
            return switch (this) {
                case COMPLETED -> TaskStatus.COMPLETED;
                case FAILED -> TaskStatus.FAILED;
                case NEEDS_REVIEW -> TaskStatus.NEEDS_REVIEW;
                case NEEDS_CLARIFICATION -> TaskStatus.NEEDS_CLARIFICATION;
                case CANCELLED -> TaskStatus.CANCELLED;
                case STARTED, LOG, PROGRESS ->
                        throw new IllegalArgumentException(wireName() + " is not a final event");
            };
        }
    }
}
