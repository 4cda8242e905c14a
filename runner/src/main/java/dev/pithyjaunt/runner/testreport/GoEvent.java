package dev.pithyjaunt.runner.testreport;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A line of `go test -json`, as [test2json](https://pkg.go.dev/cmd/test2json) describes it.
///
/// @param packageName absent in events of a build
/// @param test absent in events of a package
/// @param output with its line end, if it has one
record GoEvent(
        @JsonProperty("Action") String action,
        @JsonProperty("Package") @Nullable String packageName,
        @JsonProperty("Test") @Nullable String test,
        @JsonProperty("Output") @Nullable String output) {

    /// What go says of a test besides what the test prints, and without `-json` only with `-v`.
    private static final String MARK = "=== ";

    /// @return empty when the line is something else, or was cut
    static Optional<GoEvent> read(String line) {
        if (!line.startsWith("{\"") || !line.contains("\"Action\":\"")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(line, GoEvent.class))
                    .filter(event -> event.action() != null);
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    /// What a person would read without `-json`.
    Optional<String> shown() {
        if (output == null || output.startsWith(MARK)) {
            return Optional.empty();
        }
        return Optional.of(
                output.endsWith("\n") ? output.substring(0, output.length() - 1) : output);
    }
}
