package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.ExecutionRequest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where this machine keeps what checks can use again: below the home folder that the environment
/// names.
final class Kept {

    private Kept() {}

    /// Results of checks on base commits.
    static Path results() {
        return folder().resolve("base-results");
    }

    /// What tools downloaded for a repository.
    static Path caches(ExecutionRequest request) {
        return folder().resolve("tool-caches")
                .resolve(digest(request.repository()).substring(0, 32));
    }

    private static Path folder() {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home)
                .resolve(".cache/pithy-jaunt");
    }

    /// SHA-256, hexadecimal.
    static String digest(String text) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
