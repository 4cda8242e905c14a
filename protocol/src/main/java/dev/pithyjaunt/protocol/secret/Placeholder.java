package dev.pithyjaunt.protocol.secret;

import java.util.regex.Pattern;

/// Tells a value that stands in a secret's place from a secret.
final class Placeholder {

    /// In a random value of 40 characters a word of four letters turns up once in 30,000.
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?i)example|change[-_.]?me|placeholder|dummy|fake|sample|your|x{4}|\\*{3}|\\.{3}"
                            + "|redacted|not[-_.]?real|foo[-_.]?bar|secret|password|passwd|token|credential"
                            + "|test|mock|default|12345678|01234567|87654321|abcdefg|qwerty|deadbeef|hunter2");

    /// The examples of specifications, copied everywhere: RFC 6749's tokens, and the secret of the
    /// Standard Webhooks specification.
    private static final Pattern PUBLISHED =
            Pattern.compile("2YotnFZFEjr1|tGzv3JOkF0XG|MfKQ9r8GKYqr");

    /// Six of one character in a row.
    private static final Pattern REPEATED = Pattern.compile("(.)\\1{5}");

    /// Of these, a format or a template stands in the value wherever one of them does.
    private static final Pattern FILLED_IN = Pattern.compile("\\{\\{|<[\\w -]+>|%[sd({]|#\\{");

    /// What a shell or a program fills in; what is left beside it may still be a secret.
    private static final Pattern TEMPLATE = Pattern.compile("\\$?\\{[^{}]*\\}|\\$\\([^()]*\\)");

    /// A `$` inside a password begins no name.
    private static final Pattern NAMES = Pattern.compile("(?:\\$\\w+)+");

    /// The shortest value that a rule looks for.
    private static final int MIN_LENGTH = 8;

    private Placeholder() {}

    static boolean is(String value) {
        return WORDS.matcher(value).find()
                || PUBLISHED.matcher(value).find()
                || REPEATED.matcher(value).find()
                || FILLED_IN.matcher(value).find()
                || NAMES.matcher(value).matches()
                || TEMPLATE.matcher(value).replaceAll("").length() < MIN_LENGTH;
    }
}
