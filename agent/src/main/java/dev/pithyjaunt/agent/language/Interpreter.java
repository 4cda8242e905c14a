package dev.pithyjaunt.agent.language;

import org.jspecify.annotations.Nullable;

/// The program that a `#!` line names.
///
/// The line is `#!` program arguments; when the program is `env`, its options and `NAME=value` are
/// skipped and the next word is the program.
final class Interpreter {

    private Interpreter() {}

    static @Nullable String language(String line) {
        if (!line.startsWith("#!")) {
            return null;
        }
        int from = 2;
        while (true) {
            int start = afterBlanks(line, from);
            int end = endOfWord(line, start);
            if (start == end) {
                return null;
            }
            String word = line.substring(Math.max(start, line.lastIndexOf('/', end - 1) + 1), end);
            if (from == 2 ? !word.equals("env") : isProgram(line, start, end)) {
                return ofProgram(word);
            }
            from = end;
        }
    }

    private static boolean isProgram(String line, int start, int end) {
        int equal = line.indexOf('=', start);
        return line.charAt(start) != '-' && (equal < 0 || equal >= end);
    }

    private static @Nullable String ofProgram(String program) {
        String language = LanguageTable.byInterpreter(program);
        if (language != null) {
            return language;
        }
        int end = program.length();
        while (end > 0 && isVersion(program.charAt(end - 1))) {
            end--;
        }
        return LanguageTable.byInterpreter(program.substring(0, end));
    }

    private static boolean isVersion(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-';
    }

    private static int afterBlanks(String line, int from) {
        int i = from;
        while (i < line.length() && isBlank(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int endOfWord(String line, int from) {
        int i = from;
        while (i < line.length() && !isBlank(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
