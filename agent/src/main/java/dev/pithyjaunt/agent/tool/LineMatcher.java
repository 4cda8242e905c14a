package dev.pithyjaunt.agent.tool;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.pithyjaunt.agent.prompt.Visible;

import java.util.function.Predicate;

/// What a search looks for in a line. Matching takes time in proportion to the line, whatever the
/// expression: RE2 does not go back.
///
/// @param literal a text that every matching line holds; empty when none is known
/// @param ignoresCase of the literal
record LineMatcher(Predicate<String> lines, String literal, boolean ignoresCase) {

    private static final int MAX_LENGTH = 500;

    /// Counted repetitions are unrolled: nested ones multiply.
    private static final int MAX_REPETITIONS = 1000;

    private static final java.util.regex.Pattern CASELESS =
            java.util.regex.Pattern.compile("\\(\\?[a-zA-Z]*i");

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /// @throws BadCallException when the text can't stand in one line
    static LineMatcher text(String text, boolean ignoresCase) {
        check(text);
        boolean folds = ignoresCase && text.codePoints().noneMatch(LineMatcher::foldsWithoutEnd);
        Pattern pattern =
                Pattern.compile(Pattern.quote(text), folds ? Pattern.CASE_INSENSITIVE : 0);
        return new LineMatcher(line -> pattern.matcher(line).find(), text, folds);
    }

    /// @throws BadCallException when it is no expression
    static LineMatcher regex(String regex) {
        check(regex);
        if (CASELESS.matcher(regex).find() && mayFoldWithoutEnd(regex)) {
            throw new BadCallException(
                    "\"regex\" can't ignore the case of characters outside ASCII: leave (?i) out.");
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            RegexLiteral literal = RegexLiteral.of(regex);
            return new LineMatcher(
                    line -> pattern.matcher(line).find(), literal.text(), literal.ignoresCase());
        } catch (PatternSyntaxException e) {
            throw new BadCallException(
                    "\"regex\" can't be used (RE2 syntax, so no lookaround and no backreference): %s."
                            .formatted(Visible.name(String.valueOf(e.getMessage()))));
        }
    }

    /// Old Cyrillic letters whose other cases lead to one another and never back: RE2 for Java
    /// looks for the way back for ever.
    private static boolean foldsWithoutEnd(int c) {
        return c >= 0x1C80 && c <= 0x1C88;
    }

    /// A range holds such letters without naming them.
    private static boolean mayFoldWithoutEnd(String regex) {
        return regex.contains("\\x{") || regex.codePoints().anyMatch(c -> c > 0x7F);
    }

    private static void check(String text) {
        if (text.length() > MAX_LENGTH || repetitions(text) > MAX_REPETITIONS) {
            throw new BadCallException("What is searched for is too long or repeats too much.");
        }
        if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new BadCallException("Search for one line: places are found line by line.");
        }
    }

    private static long repetitions(String regex) {
        long product = 1;
        var repetition = REPETITION.matcher(regex);
        while (repetition.find() && product <= MAX_REPETITIONS) {
            String most = repetition.group(2);
            String count = most == null || most.isEmpty() ? repetition.group(1) : most;
            product *= Math.max(1, Long.parseLong(count));
        }
        return product;
    }
}
