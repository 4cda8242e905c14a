package dev.pithyjaunt.protocol.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The files of an execution that are too large for an event.
public enum FileKind {
    /// `patch.diff`
    PATCH,
    /// `evidence.json`
    EVIDENCE,
    /// `transcript.jsonl`
    TRANSCRIPT,
    /// `report.json`
    REPORT;

    /// A larger one is not taken.
    public static final int MAX_BYTES = 20 << 20;

    /// The word in the address: `/api/execution/{id}/file/{name}`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The `webhook-id` under which a file is delivered. The signature covers it and not the
    /// address, so the id has to say which file of which execution this is; the content is in it
    /// since a file that changed is not a repeat.
    public String deliveryId(String executionId, byte[] content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            return "file-%s-%s-%s"
                    .formatted(wireName(), executionId, HexFormat.of().formatHex(sum, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
