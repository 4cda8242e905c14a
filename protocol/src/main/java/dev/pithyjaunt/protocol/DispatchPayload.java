package dev.pithyjaunt.protocol;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A request as a dispatch of GitHub's carries it: the JSON of [ExecutionRequest], whose ten fields
/// are as many as `client_payload` may have at its top. GitHub takes less than 64 KB in all, so a
/// long description travels compressed: then `task.description` begins with `gzip:` and is Base64.
///
/// Source: https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event
public final class DispatchPayload {

    /// Bytes of UTF-8, with some room for what goes around it.
    public static final int MAX_BYTES = 60 << 10;

    private static final String PACKED = "gzip:";
    private static final List<String> OBJECTS =
            List.of("base", "task", "model", "limits", "options");
    private static final int MAX_DESCRIPTION_BYTES = 4 * TaskText.MAX_CHARACTERS;

    private DispatchPayload() {}

    /// @throws IllegalArgumentException when the task's text makes it too large in any form
    public static String of(ExecutionRequest request) {
        String plain = Json.line(request);
        boolean looksPacked = request.task().description().startsWith(PACKED);
        if (bytes(plain) <= MAX_BYTES && !looksPacked) {
            return plain;
        }
        String packed = Json.line(withDescription(request, pack(request.task().description())));
        if (bytes(packed) > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the task's text is too long for GitHub: the dispatch has %,d bytes, and %,d are taken; shorten it, or put the details into a file of the repository"
                            .formatted(bytes(packed), MAX_BYTES));
        }
        return packed;
    }

    /// @throws MalformedJsonException when it is no request; it says where
    public static ExecutionRequest read(String json) {
        JsonNode tree = Json.tree("request", json.getBytes(StandardCharsets.UTF_8));
        for (String name : OBJECTS) {
            if (!tree.path(name).isObject()) {
                throw new MalformedJsonException("request", name + " is missing");
            }
        }
        ExecutionRequest request = Json.read(tree, ExecutionRequest.class);
        String description = request.task().description();
        return description.startsWith(PACKED)
                ? withDescription(request, unpack(description.substring(PACKED.length())))
                : request;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ExecutionRequest withDescription(ExecutionRequest request, String description) {
        return new ExecutionRequest(
                request.executionId(),
                request.taskId(),
                request.attempt(),
                request.serverUrl(),
                request.repository(),
                request.base(),
                new ExecutionRequest.Task(request.task().title(), description),
                request.model(),
                request.limits(),
                request.options());
    }

    private static String pack(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("compressing in memory", e);
        }
        return PACKED + Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private static String unpack(String text) {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            byte[] bytes = in.readNBytes(MAX_DESCRIPTION_BYTES + 1);
            if (bytes.length > MAX_DESCRIPTION_BYTES) {
                throw new IOException("it is longer than a task may be");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedJsonException("task.description", String.valueOf(e.getMessage()));
        }
    }
}
