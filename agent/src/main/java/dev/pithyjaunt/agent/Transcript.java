package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Redactor;
import dev.pithyjaunt.protocol.Usage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Writes every message of a conversation to a file at once, redacted, one JSON object a line, so
/// that it can be read whatever happens after.
public final class Transcript implements AgentListener {

    private final Path file;
    private final Redactor redactor;
    private final InstantSource clock;

    /// @param file is made new
    public Transcript(Path file, Redactor redactor, InstantSource clock) {
        this.file = file;
        this.redactor = redactor;
        this.clock = clock;
        write("", StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void on(AgentEvent event) {
        switch (event) {
            case AgentEvent.Said(Message message) -> append(said(message));
            case AgentEvent.Answered(_, Usage.Call usage) ->
                    append(new Line(clock.instant(), "usage", null, null, null, usage));
            case AgentEvent.Rejected(_, String reason) ->
                    append(new Line(clock.instant(), "rejected", reason, null, null, null));
            case AgentEvent.ToolsRefused(String reason) ->
                    append(new Line(clock.instant(), "tools-refused", reason, null, null, null));
            case AgentEvent.Asking _, AgentEvent.Looked _ -> {}
        }
    }

    private Line said(Message message) {
        return switch (message) {
            case Message.System(String text) -> line("system", text, null, null);
            case Message.User(String text) -> line("user", text, null, null);
            case Message.Assistant(String text, List<ToolCall> calls, _) ->
                    line("assistant", text, calls.isEmpty() ? null : calls, null);
            case Message.ToolAnswer(String callId, _, String text) ->
                    line("tool", text, null, callId);
        };
    }

    private Line line(
            String role, String text, @Nullable List<ToolCall> calls, @Nullable String callId) {
        return new Line(clock.instant(), role, text, calls, callId, null);
    }

    private void append(Line line) {
        write(redactor.redact(Json.line(line)) + "\n", StandardOpenOption.APPEND);
    }

    private void write(String text, StandardOpenOption how) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }

    /// One line of the file.
    ///
    /// @param role `system`, `user`, `assistant`, `tool`, or what is no message: `usage`,
    ///   `rejected`, `tools-refused`
    /// @param calls the tools that an assistant's message calls
    /// @param callId the call that a tool's message answers
    record Line(
            Instant at,
            String role,
            @Nullable String text,
            @Nullable List<ToolCall> calls,
            @Nullable String callId,
            Usage.@Nullable Call usage) {}
}
