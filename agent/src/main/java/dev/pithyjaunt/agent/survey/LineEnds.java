package dev.pithyjaunt.agent.survey;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Counts line ends, eight bytes at a time.
final class LineEnds {

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ENDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    private LineEnds() {}

    static int count(byte[] text, int length) {
        int count = 0;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            // A byte is zero where a line ends; no carry leaves a byte, so each is told for itself.
            long differing = (long) EIGHT.get(text, i) ^ ENDS;
            long filled = ((differing & LOW_BITS) + LOW_BITS) | differing | LOW_BITS;
            count += Long.bitCount(~filled);
        }
        for (; i < length; i++) {
            count += text[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
