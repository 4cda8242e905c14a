package dev.pithyjaunt.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// The folder of the server's own files. Nobody but its user may look into it.
public record DataDirectory(Path path) {

    static final String WEBHOOK_SECRET = "webhook-secret";
    static final String SECRET_KEY = "secret-key";

    public DataDirectory {
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("making the data directory " + path, e);
        }
    }

    /// The generated master of the event secrets, made at the first call.
    public String webhookSecret() {
        return generated(WEBHOOK_SECRET, "whsec_");
    }

    /// The generated key with which stored secrets are sealed, made at the first call.
    String secretKey() {
        return generated(SECRET_KEY, "");
    }

    private String generated(String name, String prefix) {
        Path file = path.resolve(name);
        try {
            if (Files.notExists(file)) {
                generate(file, prefix);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static void generate(Path file, String prefix) throws IOException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Path part =
                Files.createTempFile(
                        file.getParent(),
                        "new-",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                part,
                prefix + Base64.getEncoder().encodeToString(secret) + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        try {
            // A link, unlike a move, does not replace what a second server made meanwhile.
            Files.createLink(file, part);
        } catch (java.nio.file.FileAlreadyExistsException _) {
            // that one counts
        } finally {
            Files.delete(part);
        }
    }
}
