package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import java.util.Locale;

/// What a test point of TAP says after `ok` or `not ok`.
record TapPoint(String name, Status status) {

    static TapPoint read(String text, boolean ok) {
        String rest = text.strip();
        int digits = 0;
        while (digits < rest.length() && Character.isDigit(rest.charAt(digits))) {
            digits++;
        }
        boolean numbered = digits > 0 && (digits == rest.length() || rest.charAt(digits) == ' ');
        String number = numbered ? rest.substring(0, digits) : "";
        rest = rest.substring(number.length()).strip();
        if (rest.startsWith("- ")) {
            rest = rest.substring(2).strip();
        }
        int hash = directive(rest);
        String name = TapFormat.unescaped(rest.substring(0, hash).strip());
        return new TapPoint(
                name.isEmpty() ? "test " + number : name, status(rest.substring(hash), ok));
    }

    private static Status status(String directive, boolean ok) {
        if (isWord(directive, "skip") || (isWord(directive, "todo") && !ok)) {
            return Status.SKIPPED;
        }
        return ok ? Status.PASSED : Status.FAILED;
    }

    /// Where the directive begins, else the end: a `#` may stand in a name as well.
    private static int directive(String text) {
        for (int hash = text.indexOf('#'); hash >= 0; hash = text.indexOf('#', hash + 1)) {
            String directive = text.substring(hash, Math.min(text.length(), hash + 10));
            boolean stands = hash == 0 || text.charAt(hash - 1) == ' ';
            if (stands
                    && (isWord(directive, "skip")
                            || isWord(directive, "todo")
                            || directive.startsWith("# time="))) {
                return hash;
            }
        }
        return text.length();
    }

    private static boolean isWord(String directive, String word) {
        return directive.length() > 1
                && directive.substring(1).stripLeading().toLowerCase(Locale.ROOT).startsWith(word);
    }
}
