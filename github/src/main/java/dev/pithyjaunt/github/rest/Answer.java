package dev.pithyjaunt.github.rest;

import dev.pithyjaunt.github.rest.ForgeException.Kind;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What GitHub answered to one call.
///
/// @param what was asked, as [Call#what]
public record Answer(String what, int status, HttpHeaders headers, String text) {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /// The object that the body is.
    ///
    /// @throws ForgeException when it is none
    public Fields fields() {
        return new Fields(this, json());
    }

    /// @throws ForgeException when the body is not JSON
    public JsonNode json() {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException _) {
            throw unexpected("what is not JSON");
        }
    }

    /// @param found continues "GitHub answered 200 with"
    public ForgeException unexpected(String found) {
        return new ForgeException(
                Kind.UNEXPECTED,
                OptionalInt.of(status),
                header("x-github-request-id"),
                Optional.empty(),
                "%s: GitHub answered %d with %s".formatted(what, status, found),
                null);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /// A header that is a whole number; empty when it is missing or something else.
    public OptionalLong number(String name) {
        String value = header(name).map(String::strip).orElse("");
        return value.matches("\\d{1,15}")
                ? OptionalLong.of(Long.parseLong(value))
                : OptionalLong.empty();
    }

    /// GitHub's own time when it answered; empty when it does not say.
    public Optional<Instant> date() {
        return header("date").flatMap(Answer::date);
    }

    static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The address of the page that follows.
    ///
    /// Source:
    /// <https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>
    Optional<String> next() {
        return headers.allValues("link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    int length() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
