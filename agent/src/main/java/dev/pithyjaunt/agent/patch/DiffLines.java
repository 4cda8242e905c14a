package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.OptionalInt;

/// A place in the lines of a diff, which knows what it is about for the sake of messages. Every
/// byte is looked at a fixed number of times.
final class DiffLines {

    private final byte[] bytes;
    private int start;
    private int end;
    private int number = 1;
    private String file = "";
    private OptionalInt hunk = OptionalInt.empty();

    DiffLines(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length > Patch.MAX_BYTES) {
            throw failure(
                    "at most %,d bytes".formatted(Patch.MAX_BYTES), "%,d".formatted(bytes.length));
        }
        findEnd();
    }

    private void findEnd() {
        end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
    }

    boolean hasNext() {
        return start < bytes.length;
    }

    boolean startsWith(String ascii) {
        if (end - start < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return hasNext();
    }

    /// The first byte of the line as a char; a line feed when the line is empty.
    char mark() {
        return start == end ? '\n' : (char) (bytes[start] & 0xff);
    }

    /// The line behind its first bytes, one char a byte.
    String peek(int skipped) {
        return new String(bytes, start + skipped, end - start - skipped, ISO_8859_1);
    }

    /// The line behind its first bytes, and goes on to the next.
    ///
    /// @throws PatchFormatException when no line feed ends it
    String next(int skipped, Charset charset) {
        if (end == bytes.length) {
            throw failure("a line feed at the end of the last line", found());
        }
        String text = new String(bytes, start + skipped, end - start - skipped, charset);
        start = end + 1;
        number++;
        if (number > Patch.MAX_LINES && hasNext()) {
            throw failure("at most %,d lines".formatted(Patch.MAX_LINES), "more");
        }
        findEnd();
        return text;
    }

    String next(int skipped) {
        return next(skipped, ISO_8859_1);
    }

    /// A place to come back to.
    Place place() {
        return new Place(start, number);
    }

    void moveTo(Place place) {
        start = place.start();
        number = place.number();
        findEnd();
    }

    /// The encoding of the text from a place to this one.
    Charset charsetSince(Place place) {
        return Charsets.of(bytes, place.start(), start);
    }

    boolean isAsciiSince(Place place) {
        return Charsets.isAscii(bytes, place.start(), start);
    }

    /// What the lines are about from here on.
    void isAbout(String file) {
        this.file = file;
        this.hunk = OptionalInt.empty();
    }

    /// Which hunk of the file it is from here on, 1-based.
    void isInHunk(int hunk) {
        this.hunk = OptionalInt.of(hunk);
    }

    PatchFormatException failure(String expected) {
        return failure(expected, found());
    }

    private PatchFormatException failure(String expected, String found) {
        return new PatchFormatException(number, file, hunk, expected, found);
    }

    private String found() {
        if (!hasNext()) {
            return "the end of the patch";
        }
        int cut = Math.min(end, start + 4 * 121);
        return start == end
                ? "an empty line"
                : Shown.quoted(
                        new String(bytes, start, cut - start, Charsets.of(bytes, start, cut)));
    }

    /// @param number 1-based
    record Place(int start, int number) {}
}
