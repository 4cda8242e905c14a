package dev.pithyjaunt.git.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Keeps the last bytes of what a child process prints, and tells how many came before them.
public final class Tail implements Drain {

    private final byte[] ring;
    private long total;

    /// @param maxBytes bytes kept
    public Tail(int maxBytes) {
        ring = new byte[maxBytes];
    }

    @Override
    public void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            append(buffer, n);
        }
    }

    /// Takes a line that somebody has read already.
    public void addLine(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        append(bytes, bytes.length);
    }

    private synchronized void append(byte[] bytes, int length) {
        for (int i = Math.max(0, length - ring.length); i < length; i++) {
            ring[(int) ((total + i) % ring.length)] = bytes[i];
        }
        total += length;
    }

    /// The kept text; where something is missing before it, a first line says how much.
    public synchronized String text() {
        if (total <= ring.length) {
            return new String(ring, 0, (int) total, StandardCharsets.UTF_8);
        }
        byte[] kept = new byte[ring.length];
        int start = (int) (total % ring.length);
        System.arraycopy(ring, start, kept, 0, ring.length - start);
        System.arraycopy(ring, 0, kept, ring.length - start, start);
        return "[%,d bytes left out]%n".formatted(total - ring.length)
                + new String(kept, StandardCharsets.UTF_8);
    }
}
