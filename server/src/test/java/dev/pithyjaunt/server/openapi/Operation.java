package dev.pithyjaunt.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What the code does not say of an operation: a line of `operations.txt`.
///
/// @param call such as `GET /api/task/{id}`
/// @param body media type and schema of what is sent, where the method's parameters don't say it;
///   empty: they do
/// @param answer the same of what is answered
record Operation(String call, String summary, String success, String body, String answer) {

    static Map<String, Operation> all() {
        Map<String, Operation> all = new TreeMap<>();
        for (String line : text().lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = Arrays.copyOf(line.split("\\s*\\|\\s*", -1), 5);
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = parts[i] == null ? "" : parts[i].strip();
                }
                all.put(parts[0], new Operation(parts[0], parts[1], parts[2], parts[3], parts[4]));
            }
        }
        return all;
    }

    private static String text() {
        try (InputStream in = Operation.class.getResourceAsStream("operations.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String method() {
        return call.substring(0, call.indexOf(' '));
    }

    String path() {
        return call.substring(call.indexOf(' ') + 1);
    }

    /// What runners call, who sign.
    boolean isSigned() {
        return path().startsWith("/api/webhook/") || path().contains("/file/");
    }

    /// What a run on GitHub calls, with an identity token.
    boolean isIntroduction() {
        return path().equals("/api/execution/{id}/secret");
    }
}
