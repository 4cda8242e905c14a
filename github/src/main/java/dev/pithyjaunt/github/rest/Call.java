package dev.pithyjaunt.github.rest;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// One call, as a value.
///
/// @param what is done and to what, as messages begin: `reading branch main of acme/shop`
/// @param path below the REST API's address, with its query
/// @param body absent for none
/// @param isRepeatable whether doing it twice leaves what doing it once leaves
/// @param expected statuses that are answers beside those from 200 to 299
public record Call(
        String what,
        Method method,
        String path,
        @Nullable JsonNode body,
        boolean isRepeatable,
        Set<Integer> expected) {

    /// Those of HTTP that GitHub's API has.
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    public Call {
        expected = Set.copyOf(expected);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path of a call begins with a slash: " + path);
        }
    }

    public static Call get(String what, String path) {
        return new Call(what, Method.GET, path, null, true, Set.of());
    }

    /// Not repeatable, unless it is said.
    public static Call post(String what, String path, @Nullable JsonNode body) {
        return new Call(what, Method.POST, path, body, false, Set.of());
    }

    /// Not repeatable, unless it is said: many of GitHub's refuse what they did before.
    public static Call put(String what, String path, JsonNode body) {
        return new Call(what, Method.PUT, path, body, false, Set.of());
    }

    public static Call patch(String what, String path, JsonNode body) {
        return new Call(what, Method.PATCH, path, body, true, Set.of());
    }

    public Call repeatable() {
        return new Call(what, method, path, body, true, expected);
    }

    public Call expecting(Integer... statuses) {
        return new Call(what, method, path, body, isRepeatable, Set.of(statuses));
    }

    boolean isRead() {
        return method == Method.GET;
    }

    /// A path in which slashes stay, and all else that is not plain is written with `%`.
    public static String escaped(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(Call::encoded)
                .collect(Collectors.joining("/"));
    }

    /// One value of a query or one part of a path.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
