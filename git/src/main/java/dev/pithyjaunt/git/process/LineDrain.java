package dev.pithyjaunt.git.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Takes lines of programs that may print endless ones.
final class LineDrain implements Drain {

    private final byte[] line;
    private final Consumer<String> consumer;
    private int length;

    LineDrain(int maxBytes, Consumer<String> consumer) {
        this.line = new byte[maxBytes];
        this.consumer = consumer;
    }

    @Override
    public void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        boolean begun = false;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            for (int i = 0; i < n; i++) {
                begun = buffer[i] != '\n';
                if (begun) {
                    add(buffer[i]);
                } else {
                    handOver();
                }
            }
        }
        if (begun) {
            handOver();
        }
    }

    private void add(byte next) {
        if (length < line.length) {
            line[length++] = next;
        }
    }

    private void handOver() {
        boolean hasReturn = length > 0 && line[length - 1] == '\r';
        consumer.accept(
                new String(line, 0, hasReturn ? length - 1 : length, StandardCharsets.UTF_8));
        length = 0;
    }
}
