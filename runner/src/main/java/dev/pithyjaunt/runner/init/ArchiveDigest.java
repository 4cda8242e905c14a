package dev.pithyjaunt.runner.init;

import dev.pithyjaunt.runner.web.Web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Computes the digest of an archive that is downloaded for it; nothing is kept.
final class ArchiveDigest {

    private static final long MAX_BYTES = 300L << 20;
    private static final int BUFFER = 1 << 16;

    private ArchiveDigest() {}

    /// Of what is at an address at the moment: whoever keeps it there is trusted.
    ///
    /// @throws java.io.UncheckedIOException when it does not come whole, or is no archive
    static Program of(URI archive, Web web) {
        return new Program(archive, web.download(archive, in -> digest(in, MAX_BYTES)));
    }

    static String digest(InputStream in, long maxBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        int n = in.readNBytes(buffer, 0, buffer.length);
        if (n < 2 || (buffer[0] & 0xff) != 0x1f || (buffer[1] & 0xff) != 0x8b) {
            throw new IOException("what is there is no .tar.gz");
        }
        while (n > 0) {
            total += n;
            if (total > maxBytes) {
                throw new IOException("more than %d MiB".formatted(maxBytes >> 20));
            }
            digest.update(buffer, 0, n);
            n = in.readNBytes(buffer, 0, buffer.length);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
