package dev.pithyjaunt.agent.symbol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// UTF-8 text of which places are known by bytes, with its lines.
final class SourceBytes {

    private final byte[] text;
    private final int[] starts;

    SourceBytes(byte[] text) {
        this.text = text;
        this.starts = starts(text);
    }

    private static int[] starts(byte[] text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * lines);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    int length() {
        return text.length;
    }

    byte at(int offset) {
        return text[offset];
    }

    /// The line of a byte, from 0.
    int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /// The first byte of the line of a byte.
    int lineStart(int offset) {
        return starts[line(offset)];
    }

    /// @param maxBytes what is more is left out; may cut a character
    String text(Span span, int maxBytes) {
        return text(span.from(), Math.min(span.to(), span.from() + maxBytes));
    }

    String text(int from, int to) {
        return new String(text, from, Math.max(to - from, 0), UTF_8);
    }
}
