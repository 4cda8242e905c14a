package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.protocol.Json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// One answer, whole.
@SuppressWarnings("ArrayRecordComponent") // Bytes as they came; never compared.
record Reply(int status, Map<String, String> headers, byte[] body) {

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(int status, Object value) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json; charset=utf-8"),
                Json.line(value).getBytes(StandardCharsets.UTF_8));
    }

    static Reply text(int status, String text) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body);
    }
}
