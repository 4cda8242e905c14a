package dev.pithyjaunt.protocol.signature;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// The three headers of the Standard Webhooks specification, as they came; absent ones are null.
///
/// @param id the same over retries
/// @param timestamp seconds since 1970, of this attempt
/// @param signature signatures with a space between them, each `v1,<base64>`
public record SignedHeaders(
        @Nullable String id, @Nullable String timestamp, @Nullable String signature) {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    /// By name, those that are there.
    public Map<String, String> byName() {
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, ID, id);
        put(headers, TIMESTAMP, timestamp);
        put(headers, SIGNATURE, signature);
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
