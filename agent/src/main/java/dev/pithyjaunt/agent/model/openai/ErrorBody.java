package dev.pithyjaunt.agent.model.openai;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.util.Set;
import java.util.regex.Pattern;

/// What a provider says in the body of an error, or in an event of a stream: `{"error": {"message":
/// "...", "type": "...", "code": "..."}}`, its simpler relatives (`{"error": "..."}`, `{"message":
/// "..."}`, `{"detail": "..."}`), plain text, or a gateway's HTML.
///
/// @param words for people, on one line, of any length; empty when it says nothing
/// @param code the machine's word for it; empty when there is none
record ErrorBody(String words, String code) {

    /// Bodies are not read further than this.
    private static final int MAX_CHARS = 65536;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>([^<]*)</title>");
    private static final Pattern HTML = Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<[^>]*>");

    /// Codes of status 429 that waiting does not mend.
    ///
    /// Source: <https://platform.openai.com/docs/guides/error-codes>
    private static final Set<String> NO_CREDIT =
            Set.of(
                    "insufficient_quota",
                    "credit_balance_exhausted",
                    "organization_spend_limit_exceeded",
                    "project_spend_limit_exceeded",
                    "organization_usage_limit_exceeded");

    static ErrorBody parse(String body) {
        try {
            return of(Json.read(body, JsonNode.class));
        } catch (MalformedJsonException e) {
            return new ErrorBody(plain(body.substring(0, Math.min(body.length(), MAX_CHARS))), "");
        }
    }

    /// The error of an event, or of a whole body.
    static ErrorBody of(JsonNode json) {
        JsonNode error = json.path("error");
        String code = firstText(error.path("code"), error.path("type"), json.path("code"));
        String words =
                firstText(error.path("message"), error, json.path("message"), json.path("detail"));
        return new ErrorBody(line(words.isEmpty() ? code : words), code);
    }

    boolean saysNoCredit() {
        return NO_CREDIT.contains(code);
    }

    private static String firstText(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            String text = node.isValueNode() ? node.asString("") : "";
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static String plain(String text) {
        var title = TITLE.matcher(text);
        return line(title.find() ? title.group(1) : HTML.matcher(text).replaceAll(" "));
    }

    private static String line(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
