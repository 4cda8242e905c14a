package dev.pithyjaunt.testkit.github;

import com.sun.net.httpserver.Headers;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One request, read whole.
///
/// @param path still percent-encoded, without what comes before `/repos` and the like
/// @param query decoded; of a name that comes twice, the last
@SuppressWarnings("ArrayRecordComponent") // Bytes as they came; never compared.
record Ask(
        String method,
        String path,
        Map<String, String> query,
        Headers headers,
        byte[] body,
        Addresses addresses) {

    static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /// The body; an empty object when there is none.
    JsonNode json() {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return Json.tree("request", body);
        } catch (MalformedJsonException e) {
            throw new Refused(400, "Problems parsing JSON");
        }
    }

    /// A text of the body.
    Optional<String> text(String field) {
        JsonNode value = json().path(field);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
