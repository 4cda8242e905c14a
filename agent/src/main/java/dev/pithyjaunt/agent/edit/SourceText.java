package dev.pithyjaunt.agent.edit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A text file as lines that keep what an edit does not state: each line's own end, the missing end
/// of the last one, the byte-order mark, and the encoding.
///
/// @param lines without their ends
/// @param ends the end of each line: `\n`, `\r\n`, or empty for a last line without one
/// @param charset UTF-8, or ISO 8859-1 for bytes that are not UTF-8, which keeps every byte as it
///   is
record SourceText(List<String> lines, List<String> ends, boolean byteOrderMark, Charset charset) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static SourceText of(byte[] bytes) {
        Charset charset = charset(bytes);
        String text = new String(bytes, charset);
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        List<String> lines = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        int start = marked ? 1 : 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            boolean carriage = newline > start && text.charAt(newline - 1) == '\r';
            lines.add(text.substring(start, carriage ? end - 1 : end));
            ends.add(newline < 0 ? "" : carriage ? "\r\n" : "\n");
            start = end + 1;
        }
        return new SourceText(List.copyOf(lines), List.copyOf(ends), marked, charset);
    }

    /// A new file's text: UTF-8, every line ended by `\n`.
    static SourceText of(List<String> lines) {
        return new SourceText(
                List.copyOf(lines),
                lines.stream().map(_ -> "\n").toList(),
                false,
                StandardCharsets.UTF_8);
    }

    private static Charset charset(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /// The line end that most lines have which have one.
    String usualEnd() {
        long carriage = ends.stream().filter("\r\n"::equals).count();
        long ended = ends.stream().filter(end -> !end.isEmpty()).count();
        return carriage * 2 > ended ? "\r\n" : "\n";
    }

    /// The text with some lines replaced. A new line gets the end of the one whose place it takes,
    /// else the usual one; whether the file's last line is ended stays as it is.
    ///
    /// @param changes in the file's order, none over another
    SourceText with(List<Change> changes) {
        List<String> newLines = new ArrayList<>(lines.size());
        List<String> newEnds = new ArrayList<>(lines.size());
        String usualEnd = usualEnd();
        int done = 0;
        for (Change change : changes) {
            newLines.addAll(lines.subList(done, change.from()));
            newEnds.addAll(ends.subList(done, change.from()));
            for (int i = 0; i < change.lines().size(); i++) {
                int replaced = change.from() + i;
                newLines.add(change.lines().get(i));
                newEnds.add(replaced < change.to() ? ends.get(replaced) : usualEnd);
            }
            done = change.to();
        }
        newLines.addAll(lines.subList(done, lines.size()));
        newEnds.addAll(ends.subList(done, ends.size()));
        newEnds.replaceAll(end -> end.isEmpty() ? usualEnd : end);
        if (!newEnds.isEmpty() && !ends.isEmpty() && ends.getLast().isEmpty()) {
            newEnds.set(newEnds.size() - 1, "");
        }
        return new SourceText(newLines, newEnds, byteOrderMark, charset);
    }

    /// Whether every character of the lines can be written in this file's encoding.
    boolean canHold(List<String> text) {
        return text.stream().allMatch(charset.newEncoder()::canEncode);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        if (byteOrderMark) {
            text.append(BYTE_ORDER_MARK);
        }
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append(ends.get(i));
        }
        return text.toString().getBytes(charset);
    }
}
