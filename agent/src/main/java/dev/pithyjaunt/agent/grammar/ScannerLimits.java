package dev.pithyjaunt.agent.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the hand-written parts of some grammars can't keep in mind. They remember what is open in
/// 1,024 bytes that they may not exceed, and end the process when it is more. What is counted here
/// is more than what they remember.
final class ScannerLimits {

    /// Bytes, with room for what is counted wrongly in broken text.
    private static final int MAX_HEREDOC_BYTES = 700;

    /// Longer ones Ruby's takes for shorter ones, and then finds that nothing fits.
    private static final int MAX_DELIMITER = 200;

    /// What is kept beside a delimiter.
    private static final int HEREDOC_BYTES = 10;

    /// Two levels each may begin in one column, which are three bytes each.
    private static final int MAX_YAML_COLUMNS = 100;

    private static final int MAX_TEMPLATES = 500;

    private static final Pattern BASH_HEREDOC =
            Pattern.compile("(?<!<)<<(?!<)-?[ \t]*+(\"[^\"]*+|'[^']*+|[^\\s;|&()<>]*+)");

    private static final Pattern RUBY_HEREDOC =
            Pattern.compile("<<[-~]?(\"[^\"]*+|'[^']*+|`[^`]*+|[\\w\\x80-\\xFF]++)");

    private static final Pattern QUOTES = Pattern.compile("[\"'`\\\\]");

    private ScannerLimits() {}

    static boolean exceeds(Grammar grammar, byte[] text) {
        return switch (grammar) {
            case BASH -> heredocsExceed(BASH_HEREDOC, text);
            case RUBY -> heredocsExceed(RUBY_HEREDOC, text);
            case KOTLIN -> templatesExceed(text);
            case YAML -> columnsExceed(text);
            case C,
                    C_SHARP,
                    CPP,
                    CSS,
                    GO,
                    HTML,
                    JAVA,
                    JAVASCRIPT,
                    JSON,
                    PHP,
                    PYTHON,
                    RUST,
                    TSX,
                    TYPESCRIPT ->
                    false;
        };
    }

    /// Documents that lines announce, of which the ends have not come.
    private static boolean heredocsExceed(Pattern opening, byte[] text) {
        List<String> open = new ArrayList<>();
        int bytes = 0;
        for (String line : lines(text)) {
            if (!open.isEmpty() && open.remove(line.strip())) {
                bytes -= line.strip().length() + HEREDOC_BYTES;
            }
            Matcher heredocs = opening.matcher(line);
            while (heredocs.find()) {
                String delimiter = QUOTES.matcher(heredocs.group(1)).replaceAll("");
                open.add(delimiter);
                bytes += delimiter.length() + HEREDOC_BYTES;
                if (delimiter.length() > MAX_DELIMITER || bytes > MAX_HEREDOC_BYTES) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> lines(byte[] text) {
        return new String(text, ISO_8859_1).lines().toList();
    }

    /// Texts in code in texts.
    private static boolean templatesExceed(byte[] text) {
        int depth = 0;
        for (int i = 1; i < text.length; i++) {
            if (text[i] == '{' && text[i - 1] == '$') {
                depth++;
            } else if (text[i] == '}' && depth > 0) {
                depth--;
            }
            if (depth > MAX_TEMPLATES) {
                return true;
            }
        }
        return false;
    }

    /// Columns in which something may have begun that is not ended.
    private static boolean columnsExceed(byte[] text) {
        Deque<Integer> open = new ArrayDeque<>();
        int column = 0;
        boolean isIndentation = true;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b == '\n' || b == '\r') {
                column = 0;
                isIndentation = true;
                continue;
            }
            if (isIndentation && b != ' ' && b != '\t') {
                while (!open.isEmpty() && open.peek() >= column) {
                    open.pop();
                }
                open.push(column);
                boolean isMark = b == '-' || b == '?' || b == ':';
                isIndentation = isMark && i + 1 < text.length && text[i + 1] <= ' ';
                if (open.size() > MAX_YAML_COLUMNS) {
                    return true;
                }
            }
            column++;
        }
        return false;
    }
}
