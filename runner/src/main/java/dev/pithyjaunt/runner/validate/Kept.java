package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.protocol.ExecutionRequest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where this machine keeps what checks can use again.
record Kept(Path folder) {

    /// Below the home folder that the environment names.
    static Kept ofThisUser() {
        String home = System.getenv("HOME");
        return new Kept(
                Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home)
                        .resolve(".cache/pithy-jaunt"));
    }

    /// Results of checks on base commits.
    Path results() {
        return folder.resolve("base-results");
    }

    /// What tools downloaded for a branch of a repository: no other branch's set-up can have left
    /// anything there.
    Path caches(ExecutionRequest request) {
        String of = request.repository() + "\n" + request.base().branch();
        return folder.resolve("tool-caches").resolve(digest(of).substring(0, 32));
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
