package dev.pithyjaunt.github.rest;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What GitHub says of an error: its `message`, then its `errors`.
///
/// Source: <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>
final class ErrorWords {

    private static final int MAX_LENGTH = 500;

    private ErrorWords() {}

    /// On one line; empty when the body is no error of GitHub's API, such as a proxy's page.
    static String of(String body) {
        JsonNode error;
        try {
            error = JsonMapper.shared().readTree(body);
        } catch (JacksonException _) {
            return "";
        }
        List<String> words = new ArrayList<>();
        words.add(error.path("message").asString(""));
        JsonNode errors = error.path("errors");
        if (errors.isArray()) {
            errors.forEach(item -> words.add(one(item)));
        } else {
            words.add(errors.asString(""));
        }
        String line =
                words.stream()
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining("; "))
                        .replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }

    private static String one(JsonNode item) {
        if (item.isString()) {
            return item.stringValue();
        }
        String place =
                Stream.of("resource", "field")
                        .map(name -> item.path(name).asString(""))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("."));
        String words = item.path("message").asString(item.path("code").asString(""));
        return place.isEmpty() ? words : place + ": " + words;
    }
}
