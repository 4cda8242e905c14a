package dev.pithyjaunt.testkit.github;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What GitHub refuses, with its status and its words.
final class Refused extends RuntimeException {

    private final int status;
    private final List<Map<String, String>> errors;

    Refused(int status, String message) {
        this(status, message, List.of());
    }

    private Refused(int status, String message, List<Map<String, String>> errors) {
        super(message);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    static Refused notFound() {
        return new Refused(404, "Not Found");
    }

    /// What a field of the request must not be.
    ///
    /// @param code GitHub's, such as `invalid` or `missing_field`
    static Refused invalid(String resource, String field, String code) {
        return new Refused(
                422,
                "Validation Failed",
                List.of(Map.of("resource", resource, "field", field, "code", code)));
    }

    /// What has a sentence of its own.
    static Refused custom(String resource, String message) {
        return new Refused(
                422,
                "Validation Failed",
                List.of(Map.of("resource", resource, "code", "custom", "message", message)));
    }

    int status() {
        return status;
    }

    /// The reasons in one line, as GraphQL has them.
    String reason() {
        return errors.isEmpty()
                ? String.valueOf(getMessage())
                : errors.getFirst().getOrDefault("message", String.valueOf(errors.getFirst()));
    }

    Reply reply() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", String.valueOf(getMessage()));
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        body.put("documentation_url", "https://docs.github.com/rest");
        body.put("status", String.valueOf(status));
        return Reply.json(status, body);
    }
}
