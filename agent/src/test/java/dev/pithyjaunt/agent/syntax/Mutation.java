package dev.pithyjaunt.agent.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Breaks a text at random.
public final class Mutation {

    private static final List<byte[]> PIECES =
            List.of(
                    bytes(0),
                    bytes(0xFF, 0xFE),
                    bytes(0xC3),
                    bytes(0xED, 0xA0, 0x80),
                    bytes(0xEF, 0xBB, 0xBF),
                    bytes(0xF0, 0x9F, 0x99, 0x82),
                    ascii("\""),
                    ascii("'"),
                    ascii("`"),
                    ascii("\"\"\""),
                    ascii("/*"),
                    ascii("<!--"),
                    ascii("<?php"),
                    ascii("<<EOF\n"),
                    ascii("<<~A\n"),
                    ascii("${"),
                    ascii("$(("),
                    ascii("#{"),
                    ascii("{{"),
                    ascii("R\"("),
                    ascii("r##\""),
                    ascii("\\"),
                    ascii("\r"),
                    ascii("\n\t \n"),
                    ascii("<![CDATA["),
                    ascii("- ? |\n"));

    private static final String OPENING = "([{<\"'`$&*-?:|>! \n";

    private final SplittableRandom random;

    public Mutation(SplittableRandom random) {
        this.random = random;
    }

    public byte[] of(byte[] text, byte[] other) {
        byte[] result = text;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            result = once(result, other);
        }
        return result;
    }

    private byte[] once(byte[] text, byte[] other) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(1 + Math.max(1, text.length / 8)));
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(text, from);
            case 1 -> Arrays.copyOfRange(text, from, text.length);
            case 2 -> replaced(text, from, to, new byte[0]);
            case 3 -> replaced(text, from, from, Arrays.copyOfRange(text, from, to));
            case 4 -> replaced(text, from, from, PIECES.get(random.nextInt(PIECES.size())));
            case 5 -> flipped(text);
            case 6 -> replaced(text, from, from, repeated());
            case 7 -> replaced(text, from, to, part(other));
            default -> replaced(text, from, Math.min(text.length, from + 1), new byte[0]);
        };
    }

    private byte[] part(byte[] other) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(
                other, from, Math.min(other.length, from + random.nextInt(1, 400)));
    }

    private byte[] repeated() {
        byte[] repeated = new byte[1 << random.nextInt(14)];
        Arrays.fill(repeated, (byte) OPENING.charAt(random.nextInt(OPENING.length())));
        return repeated;
    }

    private byte[] flipped(byte[] text) {
        byte[] flipped = text.clone();
        for (int i = 0; i < 8 && text.length > 0; i++) {
            flipped[random.nextInt(text.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    private static byte[] replaced(byte[] text, int from, int to, byte[] middle) {
        byte[] result = new byte[from + middle.length + text.length - to];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(text, to, result, from + middle.length, text.length - to);
        return result;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
