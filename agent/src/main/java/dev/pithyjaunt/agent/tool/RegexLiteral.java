package dev.pithyjaunt.agent.tool;

/// The longest text that every match of an expression must hold, so that few files need be read.
/// Where it is not sure, none.
///
/// @param text empty when none is known
record RegexLiteral(String text, boolean ignoresCase) {

    private static final RegexLiteral NONE = new RegexLiteral("", false);
    private static final String ANY_CASE = "(?i)";

    static RegexLiteral of(String regex) {
        boolean ignoresCase = regex.startsWith(ANY_CASE);
        String rest = ignoresCase ? regex.substring(ANY_CASE.length()) : regex;
        // Alternatives need not hold it; flags and quotes change what characters mean.
        if (rest.indexOf('|') >= 0 || rest.contains("(?") || rest.contains("\\Q")) {
            return NONE;
        }
        return new RegexLiteral(new Reader(rest).longest(), ignoresCase);
    }

    /// Reads characters that stand for themselves, outside groups and classes.
    private static final class Reader {

        private final String regex;
        private final StringBuilder run = new StringBuilder();
        private String longest = "";
        private int at;

        Reader(String regex) {
            this.regex = regex;
        }

        String longest() {
            while (at < regex.length()) {
                int c = regex.codePointAt(at);
                at += Character.charCount(c);
                read(c);
            }
            end();
            return longest;
        }

        private void read(int c) {
            switch (c) {
                case '(' -> skipGroup();
                case '[' -> skipClass();
                case '.', '^', '$', '+', ')' -> end();
                case '*', '?', '{' -> {
                    dropLast();
                    end();
                    skipCount(c);
                }
                case '\\' -> escape();
                default -> run.appendCodePoint(c);
            }
        }

        /// What is repeated need not be there.
        private void dropLast() {
            if (!run.isEmpty()) {
                run.setLength(run.offsetByCodePoints(run.length(), -1));
            }
        }

        private void end() {
            if (run.length() > longest.length()) {
                longest = run.toString();
            }
            run.setLength(0);
        }

        private void escape() {
            if (at < regex.length() && isPunctuation(regex.charAt(at))) {
                run.append(regex.charAt(at++));
            } else {
                // A class such as \w or an assertion such as \b; \p{L} and \x{41} have braces.
                end();
                at++;
                if (at < regex.length() && regex.charAt(at) == '{') {
                    at = behind('}');
                } else {
                    at = regex.startsWith("x", at - 1) ? Math.min(regex.length(), at + 2) : at;
                }
            }
        }

        private static boolean isPunctuation(char c) {
            return c < 0x7F && c > ' ' && !Character.isLetterOrDigit(c);
        }

        private void skipCount(int c) {
            if (c == '{') {
                at = behind('}');
            }
        }

        private void skipClass() {
            end();
            // A bracket that comes first is one of the class.
            at += regex.startsWith("^", at) ? 1 : 0;
            at += regex.startsWith("]", at) ? 1 : 0;
            for (; at < regex.length() && regex.charAt(at) != ']'; at++) {
                if (regex.startsWith("[:", at)) {
                    at = Math.max(at, regex.indexOf(":]", at) + 1);
                } else if (regex.charAt(at) == '\\') {
                    at++;
                }
            }
            at++;
        }

        private void skipGroup() {
            end();
            for (int depth = 1; at < regex.length() && depth > 0; ) {
                char c = regex.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == '[') {
                    skipClass();
                } else if (c == '(' || c == ')') {
                    depth += c == '(' ? 1 : -1;
                }
            }
            at = Math.min(at, regex.length());
        }

        private int behind(char c) {
            int found = regex.indexOf(c, at);
            return found < 0 ? regex.length() : found + 1;
        }
    }
}
