package dev.pithyjaunt.git.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Keeps all that a child process prints, up to a limit, and says when it was not all.
public final class Capture implements Drain {

    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean overflowed;

    public Capture(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[65536];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            append(buffer, n);
        }
    }

    private synchronized void append(byte[] buffer, int length) {
        int taken = Math.min(length, maxBytes - bytes.size());
        bytes.write(buffer, 0, taken);
        overflowed |= taken < length;
    }

    public synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    public synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Whether something was thrown away at the limit.
    public synchronized boolean overflowed() {
        return overflowed;
    }
}
