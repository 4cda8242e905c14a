package dev.pithyjaunt.agent.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// A path and the way in which a diff writes it.
///
/// ```
/// name   = plain | '"' { char | '\' ( 'a' 'b' 't' 'n' 'v' 'f' 'r' '"' '\' | OCTAL OCTAL OCTAL ) } '"'
/// ```
///
/// Git quotes a name that holds a control character, a quote or a backslash, and one with bytes
/// above 127 unless `core.quotePath` is off. Here a name counts only when it is written as git
/// writes it.
///
/// @param path `/`-separated
/// @param charset of the path: UTF-8, or ISO 8859-1 when its bytes are not UTF-8
/// @param isEscaped whether bytes above 127 are written as octal escapes; true when there is none
public record PathName(String path, Charset charset, boolean isEscaped) {

    private static final String LETTERS = "abtnvfr\"\\";
    private static final String LETTERED = "\u0007\b\t\n\u000b\f\r\"\\";

    /// The name that is written so, one char a byte; empty when git would not write it so.
    static Optional<PathName> read(String written) {
        byte[] bytes = written.startsWith("\"") ? unquote(written) : written.getBytes(ISO_8859_1);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        Charset charset = Charsets.of(bytes, 0, bytes.length);
        String path = new String(bytes, charset);
        PathName escaped = new PathName(path, charset, true);
        if (escaped.written("").equals(written)) {
            return Optional.of(escaped);
        }
        PathName plain = new PathName(path, charset, false);
        return plain.written("").equals(written) ? Optional.of(plain) : Optional.empty();
    }

    private static byte[] unquote(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = written.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < end) {
                int letter = LETTERS.indexOf(written.charAt(i + 1));
                if (letter >= 0) {
                    bytes.write(LETTERED.charAt(letter));
                    i++;
                } else if (i + 3 < end) {
                    bytes.write(octal(written, i + 1));
                    i += 3;
                }
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /// What is no number comes out as one that is written in another way.
    private static int octal(String text, int at) {
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            value = value * 8 + Character.digit(text.charAt(i), 8);
        }
        return value;
    }

    /// As a diff writes it behind a prefix, one char a byte.
    String written(String prefix) {
        String bytes = new String((prefix + path).getBytes(charset), ISO_8859_1);
        if (bytes.chars().noneMatch(this::isQuoted)) {
            return bytes;
        }
        StringBuilder quoted = new StringBuilder(bytes.length() + 8).append('"');
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            int letter = LETTERED.indexOf(c);
            if (letter >= 0) {
                quoted.append('\\').append(LETTERS.charAt(letter));
            } else if (isQuoted(c)) {
                quoted.append('\\')
                        .append((char) ('0' + (c >> 6)))
                        .append((char) ('0' + (c >> 3 & 7)))
                        .append((char) ('0' + (c & 7)));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private boolean isQuoted(int c) {
        return c < ' ' || c == '"' || c == '\\' || c == 127 || (isEscaped && c > 127);
    }

    /// Without the two characters `a/` or the like.
    PathName withoutPrefix() {
        return new PathName(path.substring(2), charset, isEscaped);
    }
}
