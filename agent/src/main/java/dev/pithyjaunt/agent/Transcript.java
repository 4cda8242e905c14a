package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.model.Message;
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
            case AgentEvent.Said(Message message) ->
                    append(new Line(clock.instant(), role(message), message.text(), null));
            case AgentEvent.Answered(_, Usage.Call usage) ->
                    append(new Line(clock.instant(), "usage", null, usage));
            case AgentEvent.Rejected(_, String reason) ->
                    append(new Line(clock.instant(), "rejected", reason, null));
            case AgentEvent.Asking _ -> {}
        }
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.System _ -> "system";
            case Message.User _ -> "user";
            case Message.Assistant _ -> "assistant";
        };
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
    /// @param role `system`, `user`, `assistant`, or what is no message: `usage`, `rejected`
    record Line(Instant at, String role, @Nullable String text, Usage.@Nullable Call usage) {}
}
