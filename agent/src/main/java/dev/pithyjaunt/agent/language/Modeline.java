package dev.pithyjaunt.agent.language;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// The marks that tell Emacs and Vim a file's language, in the first and the last lines: `-*- mode:
/// c++; ... -*-`, `-*- C++ -*-`, `vim: set ft=cpp:`.
final class Modeline {

    private static final int LINES = 5;

    private Modeline() {}

    static @Nullable String language(Head head) {
        List<String> lines = head.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (i >= LINES && i < lines.size() - LINES) {
                i = lines.size() - LINES;
            }
            String language = in(lines.get(i));
            if (language != null) {
                return language;
            }
        }
        return null;
    }

    private static @Nullable String in(String line) {
        String language = emacs(line);
        return language == null ? vim(line) : language;
    }

    private static @Nullable String emacs(String line) {
        int start = line.indexOf("-*-");
        int end = start < 0 ? -1 : line.indexOf("-*-", start + 3);
        if (end < 0) {
            return null;
        }
        String mark = line.substring(start + 3, end).strip();
        if (mark.indexOf(':') < 0) {
            return ofMode(mark);
        }
        for (String variable : mark.split(";", -1)) {
            int colon = variable.indexOf(':');
            if (colon > 0 && variable.substring(0, colon).strip().equalsIgnoreCase("mode")) {
                return ofMode(variable.substring(colon + 1).strip());
            }
        }
        return null;
    }

    private static @Nullable String vim(String line) {
        int mark =
                Math.max(line.indexOf("vim:"), Math.max(line.indexOf("vi:"), line.indexOf("ex:")));
        if (mark < 0 || (mark > 0 && Head.isWordPart(line.charAt(mark - 1)))) {
            return null;
        }
        for (String option : List.of("ft=", "filetype=", "syntax=")) {
            int at = line.indexOf(option, mark);
            if (at > 0 && !Head.isWordPart(line.charAt(at - 1))) {
                int start = at + option.length();
                int end = start;
                while (end < line.length() && isModePart(line.charAt(end))) {
                    end++;
                }
                return ofMode(line.substring(start, end));
            }
        }
        return null;
    }

    private static boolean isModePart(char c) {
        return Head.isWordPart(c) || c == '+' || c == '-' || c == '#';
    }

    private static @Nullable String ofMode(String text) {
        String mode = text.toLowerCase(Locale.ROOT);
        String language =
                switch (mode) {
                    case "asm" -> "Assembly";
                    case "cperl" -> "Perl";
                    case "dosini", "conf" -> "INI";
                    case "help" -> "Vim Help File";
                    case "lisp" -> "Common Lisp";
                    case "nroff", "troff" -> "Roff";
                    case "objc" -> "Objective-C";
                    case "objcpp" -> "Objective-C++";
                    case "shell-script" -> "Shell";
                    default -> LanguageTable.named(mode);
                };
        if (language == null) {
            language = LanguageTable.byInterpreter(mode);
        }
        return language == null && !mode.isEmpty() ? LanguageTable.byEnding(mode) : language;
    }
}
