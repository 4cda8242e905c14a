package dev.pithyjaunt.agent.model.http;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What a provider says in the body of an error, or in an event of a stream: `{"error": {"message":
/// "...", "type": "...", "code": "...", "details": {"error_code": "..."}}}`, its simpler relatives
/// (`{"error": "..."}`, `{"message": "..."}`, `{"detail": "..."}`), plain text, or a gateway's
/// HTML.
///
/// @param words for people, on one line, of any length; empty when it says nothing
/// @param codes the machine's words for it, or statuses as text
record ErrorBody(String words, Set<String> codes) {

    /// Bodies are not read further than this.
    private static final int MAX_CHARS = 65536;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>([^<]*)</title>");
    private static final Pattern HTML = Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<[^>]*>");

    ErrorBody {
        codes = Set.copyOf(codes);
    }

    static ErrorBody parse(String body) {
        try {
            return of(Json.read(body, JsonNode.class));
        } catch (MalformedJsonException e) {
            return new ErrorBody(
                    plain(body.substring(0, Math.min(body.length(), MAX_CHARS))), Set.of());
        }
    }

    /// The error of an event, or of a whole body.
    static ErrorBody of(JsonNode json) {
        JsonNode error = json.path("error");
        Set<String> codes = new LinkedHashSet<>();
        for (JsonNode node :
                new JsonNode[] {
                    error.path("code"),
                    error.path("type"),
                    error.path("details").path("error_code"),
                    json.path("code")
                }) {
            String code = text(node);
            if (!code.isBlank()) {
                codes.add(code);
            }
        }
        String words =
                firstText(error.path("message"), error, json.path("message"), json.path("detail"));
        String code = codes.isEmpty() ? "" : codes.iterator().next();
        return new ErrorBody(line(words.isEmpty() ? code : words), codes);
    }

    private static String firstText(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (!text(node).isBlank()) {
                return text(node);
            }
        }
        return "";
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asString("") : "";
    }

    private static String plain(String text) {
        var title = TITLE.matcher(text);
        return line(title.find() ? title.group(1) : HTML.matcher(text).replaceAll(" "));
    }

    private static String line(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
