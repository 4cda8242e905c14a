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

    /// What a template, a shell or a program fills in.
    private static final Pattern FILLED_IN =
            Pattern.compile("\\$[{(\\w]|\\{\\{|<[\\w -]+>|%[sd({]|#\\{");

    private Placeholder() {}

    static boolean is(String value) {
        return WORDS.matcher(value).find()
                || PUBLISHED.matcher(value).find()
                || REPEATED.matcher(value).find()
                || FILLED_IN.matcher(value).find();
    }
}
