package dev.pithyjaunt.protocol.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How many lines a phase said and what they were, so that the server can tell a whole log from one
/// with something missing.
///
/// @param checksum `sha256:` and, in hex, the SHA-256 of the texts of lines 1 to count in UTF-8,
///   each followed by a line feed
public record LineCount(long count, String checksum) {

    /// Counts line by line, in the order of their sequence.
    public static final class Counter {

        private final MessageDigest digest = sha256();
        private long count;

        public Counter add(String text) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            count++;
            return this;
        }

        /// Of the lines so far; more may follow.
        public LineCount count() {
            try {
                byte[] sum = ((MessageDigest) digest.clone()).digest();
                return new LineCount(count, "sha256:" + HexFormat.of().formatHex(sum));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
