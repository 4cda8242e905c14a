package dev.pithyjaunt.server;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.signature.HubSignature;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.protocol.signature.Signature;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.openapi.Contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Delivers events of one execution as a runner does.
public record TestRunner(TestServer server, String taskId, String executionId, Secret secret) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PATH = "/api/webhook/github-actions";

    public static TestRunner of(TestServer server, Execution execution, Secret secret) {
        return new TestRunner(server, execution.taskId(), execution.id(), secret);
    }

    public TestRunner withSecret(Secret other) {
        return new TestRunner(server, taskId, executionId, other);
    }

    public record Answer(int status, String body, Map<String, List<String>> headers) {

        public Map<?, ?> json() {
            return Json.read(body, Map.class);
        }
    }

    /// Fields of an event, which more may replace.
    public String event(String type, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("taskId", taskId);
        fields.put("executionId", executionId);
        fields.put("runAttempt", 1);
        fields.put("phase", "generate");
        fields.put("occurredAt", "2026-11-22T12:00:00Z");
        fields.putAll(more);
        return Json.line(fields);
    }

    public String lines(long first, String... texts) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(
                    Map.of(
                            "sequence",
                            first + lines.size(),
                            "at",
                            "2026-11-22T12:00:00Z",
                            "level",
                            "info",
                            "text",
                            text));
        }
        return event("task.log", Map.of("lines", lines));
    }

    public Answer send(String body) {
        return send(Id.next(), body);
    }

    public Answer send(String id, String body) {
        return send(id, body, server.now());
    }

    public Answer send(String id, String body, Instant at) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange(
                "POST", PATH, bytes, Signature.sign(List.of(secret), id, at, bytes).byName());
    }

    /// A body with more after it, of which the API's description knows nothing.
    public Answer sendBroken(String id, String body, String after) {
        byte[] bytes = (body + after).getBytes(StandardCharsets.UTF_8);
        return exchange(
                "POST",
                PATH,
                bytes,
                Signature.sign(List.of(secret), id, server.now(), bytes).byName(),
                body);
    }

    public Answer sendAsHub(String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange(
                "POST",
                PATH,
                bytes,
                Map.of(
                        HubSignature.HEADER,
                        HubSignature.sign(secret, bytes),
                        HubSignature.ID_HEADER,
                        id));
    }

    public Answer sendUnsigned(String body) {
        return exchange("POST", PATH, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /// As it comes by a proxy.
    ///
    /// @param address that the proxy tells
    /// @param signed whether it is signed with the secret, or not at all
    public Answer sendFrom(String address, String body, boolean signed) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Forwarded-For", address);
        if (signed) {
            headers.putAll(
                    Signature.sign(List.of(secret), Id.next(), server.now(), bytes).byName());
        }
        return exchange("POST", PATH, bytes, headers);
    }

    public Answer put(FileKind kind, byte[] content) {
        return put(kind.wireName(), kind.deliveryId(executionId, content), content);
    }

    public Answer put(String word, String id, byte[] content) {
        return exchange(
                "PUT",
                "/api/execution/%s/file/%s".formatted(executionId, word),
                content,
                Signature.sign(List.of(secret), id, server.now(), content).byName());
    }

    private Answer exchange(String method, String path, byte[] body, Map<String, String> headers) {
        return exchange(method, path, body, headers, new String(body, StandardCharsets.UTF_8));
    }

    /// @param described what the body is held against the API's description as
    private Answer exchange(
            String method,
            String path,
            byte[] body,
            Map<String, String> headers,
            String described) {
        URI address = server.address().resolve(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            Contract.check(
                    new Contract.Exchange(
                            method,
                            path,
                            described,
                            answer.statusCode(),
                            answer.headers().firstValue("Content-Type").orElse(""),
                            answer.body()));
            return new Answer(answer.statusCode(), answer.body(), answer.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
