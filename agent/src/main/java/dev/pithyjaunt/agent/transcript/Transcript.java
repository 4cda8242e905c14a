package dev.pithyjaunt.agent.transcript;

import dev.pithyjaunt.agent.AgentEvent;
import dev.pithyjaunt.agent.AgentListener;
import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.Objection;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Writes every message of a conversation to a file at once, redacted, one JSON object a line
/// ([TranscriptLine]), so that it can be read and played again whatever happens after.
public final class Transcript implements AgentListener {

    private final Path file;
    private final Redactor redactor;
    private final InstantSource clock;

    /// @param file is made new
    public Transcript(Path file, TranscriptHead head, Redactor redactor, InstantSource clock) {
        this.file = file;
        this.redactor = redactor;
        this.clock = clock;
        write("", StandardOpenOption.TRUNCATE_EXISTING);
        append(
                new TranscriptLine(
                        now(),
                        "execution",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        head));
    }

    @Override
    public void on(AgentEvent event) {
        switch (event) {
            case AgentEvent.Said(Message message) -> append(said(message));
            case AgentEvent.Answered(_, Completion.Ending ending, Usage.Call usage) ->
                    append(
                            new TranscriptLine(
                                    now(),
                                    "answered",
                                    null,
                                    null,
                                    null,
                                    null,
                                    ending,
                                    usage,
                                    null,
                                    null,
                                    null,
                                    null));
            case AgentEvent.CallFailed(ModelException failure) -> append(failed(failure));
            case AgentEvent.Objected(_, Objection objection) -> append(objected(objection));
            case AgentEvent.Ended(AgentResult result) -> append(ended(result));
            case AgentEvent.Rejected(_, String reason) -> words("rejected", reason);
            case AgentEvent.ToolsRefused(String reason) -> words("tools-refused", reason);
            case AgentEvent.Retrying(String reason, Duration after) ->
                    words("retrying", "after %s: %s".formatted(after, reason));
            case AgentEvent.FellBack(String reason, String provider, String model) ->
                    words("fell-back", "to %s (%s): %s".formatted(provider, model, reason));
            case AgentEvent.Stopped(String reason) -> words("stopped", reason);
            case AgentEvent.Costly(long tokens) -> words("costly", tokens + " tokens");
            case AgentEvent.PromptCut(long counted, int sent) ->
                    words("prompt-cut", "%d of about %d tokens".formatted(counted, sent));
            case AgentEvent.Asking _, AgentEvent.Looked _, AgentEvent.Trying _ -> {}
        }
    }

    private TranscriptLine said(Message message) {
        return switch (message) {
            case Message.System(String text) -> TranscriptLine.words(now(), "system", text);
            case Message.User(String text) -> TranscriptLine.words(now(), "user", text);
            case Message.Assistant(String text, List<ToolCall> calls, _) ->
                    message("assistant", text, calls.isEmpty() ? null : calls, null, null);
            case Message.ToolAnswer(String callId, String tool, String text) ->
                    message("tool", text, null, callId, tool);
        };
    }

    private TranscriptLine message(
            String role,
            String text,
            @Nullable List<ToolCall> calls,
            @Nullable String callId,
            @Nullable String tool) {
        return new TranscriptLine(
                now(), role, text, calls, callId, tool, null, null, null, null, null, null);
    }

    private TranscriptLine failed(ModelException failure) {
        TranscriptLine.Failure told =
                new TranscriptLine.Failure(
                        failure.provider(),
                        failure.status().isPresent() ? failure.status().getAsInt() : null,
                        failure.reason(),
                        failure.retryAfter().map(Duration::toMillis).orElse(null),
                        failure.getMessage());
        return new TranscriptLine(
                now(), "failed", null, null, null, null, null, null, told, null, null, null);
    }

    private TranscriptLine objected(Objection objection) {
        return new TranscriptLine(
                now(),
                "objected",
                objection.summary(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TranscriptLine.Objected(objection.failures(), objection.feedback()),
                null,
                null);
    }

    private TranscriptLine ended(AgentResult result) {
        return new TranscriptLine(
                now(),
                "result",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Recording.resultOf(result),
                null);
    }

    private void words(String role, String text) {
        append(TranscriptLine.words(now(), role, text));
    }

    private Instant now() {
        return clock.instant();
    }

    private void append(TranscriptLine line) {
        JsonNode tree = Json.read(Json.line(line), JsonNode.class);
        write(Json.line(redacted(tree)) + "\n", StandardOpenOption.APPEND);
    }

    /// Text by text: what looks like a secret could reach over the quotes of a line, and the line
    /// would be no JSON.
    private JsonNode redacted(JsonNode node) {
        return switch (node) {
            case StringNode text -> StringNode.valueOf(redactor.redact(text.asString()));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, redacted(array.get(i)));
                }
                yield array;
            }
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(redacted(field.getValue())));
                yield object;
            }
            default -> node;
        };
    }

    private void write(String text, StandardOpenOption how) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
