package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.runner.web.Web;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// The archive that a workflow downloads, and what it must hold.
///
/// @param archive as it stands in the workflow; anybody who reads the repository reads it
/// @param sha256 64 hexadecimal digits, lower case
record Program(URI archive, String sha256) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    Program {
        archive = checked(archive.toString());
        sha256 = checkedDigest(sha256);
    }

    /// @throws IllegalArgumentException when it is no address that a workflow can have in it
    static URI checked(String archive) {
        URI uri;
        try {
            uri = URI.create(archive.strip());
        } catch (IllegalArgumentException _) {
            throw unusable();
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null
                || !Web.isSafe(uri)) {
            throw unusable();
        }
        return uri;
    }

    /// What was given is not shown: it may hold a password.
    private static IllegalArgumentException unusable() {
        return new IllegalArgumentException(
                "--archive must be an address such as https://example.org/pithy-jaunt.tar.gz: https (http only for this machine), a host, no user");
    }

    /// @throws IllegalArgumentException when it is no SHA-256
    static String checkedDigest(String text) {
        String digest = text.strip().toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException(
                    "--sha256 must be 64 hexadecimal digits, as './jaunt package' prints them");
        }
        return digest;
    }
}
