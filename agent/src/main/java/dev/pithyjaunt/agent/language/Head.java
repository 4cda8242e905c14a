package dev.pithyjaunt.agent.language;

import java.util.List;

/// The start of a file, to look for what a language's lines begin with. Bytes are taken for
/// characters one by one, which is right for what is looked for.
final class Head {

    private final String text;
    private final List<String> lines;

    private Head(String text) {
        this.text = text;
        this.lines = text.lines().toList();
    }

    static Head of(byte[] start, int length) {
        String text = Languages.decode(start, length);
        // A UTF-8 byte order mark.
        return new Head(text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text);
    }

    List<String> lines() {
        return lines;
    }

    String firstLine() {
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    boolean has(String part) {
        return text.contains(part);
    }

    /// Whether it is a video, of packets of 188 bytes that each begin with a `G`.
    boolean isTransportStream() {
        return text.length() > 188 && text.charAt(0) == 'G' && text.charAt(188) == 'G';
    }

    /// Whether the first line that is not blank begins with it.
    boolean starts(String prefix) {
        for (String line : lines) {
            int start = afterBlanks(line, 0);
            if (start < line.length()) {
                return line.startsWith(prefix, start);
            }
        }
        return false;
    }

    /// Whether a line begins with one of the texts, blanks before it aside. A text that ends in a
    /// letter stands for a whole word, one that ends in a blank for a word and a name or a brace
    /// behind it.
    boolean line(String... prefixes) {
        for (String line : lines) {
            int start = afterBlanks(line, 0);
            for (String prefix : prefixes) {
                if (beginsWith(line, start, prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean beginsWith(String line, int start, String prefix) {
        int end = start + prefix.length();
        if (!line.startsWith(prefix, start)) {
            return false;
        }
        char last = prefix.charAt(prefix.length() - 1);
        if (last == ' ') {
            int name = afterBlanks(line, end);
            return name < line.length()
                    && (isWordPart(line.charAt(name)) || line.charAt(name) == '{');
        }
        return !isWordPart(last) || end == line.length() || !isWordPart(line.charAt(end));
    }

    /// The same without what stands in the comments and strings of C and its like.
    Head code() {
        StringBuilder code = new StringBuilder(text.length());
        boolean inComment = false;
        for (String line : lines) {
            inComment = appendCode(line, inComment, code);
            code.append('\n');
        }
        return new Head(code.toString());
    }

    /// @return whether a comment is open at the end of the line
    private static boolean appendCode(String line, boolean inComment, StringBuilder code) {
        int i = 0;
        boolean open = inComment;
        while (i < line.length()) {
            if (open) {
                int end = line.indexOf("*/", i);
                if (end < 0) {
                    return true;
                }
                open = false;
                i = end + 2;
            } else if (line.startsWith("//", i)) {
                return false;
            } else if (line.startsWith("/*", i)) {
                open = true;
                i += 2;
            } else if (line.charAt(i) == '"') {
                code.append("\"\"");
                i = endOfString(line, i + 1);
            } else {
                code.append(line.charAt(i++));
            }
        }
        return open;
    }

    private static int endOfString(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '"') {
                return i + 1;
            }
        }
        return line.length();
    }

    static int afterBlanks(String line, int from) {
        int i = from;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }
}
