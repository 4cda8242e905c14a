package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How pages say things; templates call it `@say`. Nothing here is HTML: templates escape it.
@Component("say")
public final class Wording {

    /// What turns the direction of text, or is not seen at all (https://trojansource.codes), and
    /// control characters but tab and line feed.
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "[\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F]");

    /// Sequences that colour a terminal or set its title (ECMA-48).
    private static final Pattern ANSI =
            Pattern.compile(
                    "\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)?|[@-Z\\\\^_])");

    private static final Pattern RETURN_AT_END = Pattern.compile("\\r(?=\\n|$)");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final InstantSource clock;

    public Wording(InstantSource clock) {
        this.clock = clock;
    }

    /// Text from outside, with what would mislead a reader's eye made visible, such as `<U+202E>`.
    public String visible(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return isPlain(text) ? text : HIDDEN.matcher(text).replaceAll(Wording::codePoint);
    }

    /// Printable ASCII, as almost all lines of a log are; a page has a thousand of them.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String codePoint(MatchResult found) {
        return "<U+%04X>".formatted((int) found.group().charAt(0));
    }

    /// What a program printed, without the colours of a terminal.
    public String printed(@Nullable String text) {
        if (text == null || isPlain(text)) {
            return visible(text);
        }
        String uncoloured = ANSI.matcher(text).replaceAll("");
        return visible(RETURN_AT_END.matcher(uncoloured).replaceAll(""));
    }

    /// A constant as words: `needs review`.
    public String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A constant as a part of a CSS class: `needs-review`.
    public String css(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// `just now`, `5 minutes ago`.
    public String age(Instant then) {
        Duration age = Duration.between(then, clock.instant());
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return count(age.toMinutes(), "minute") + " ago";
        }
        return age.toDays() < 1
                ? count(age.toHours(), "hour") + " ago"
                : count(age.toDays(), "day") + " ago";
    }

    /// `1 line`, `2 lines`.
    public String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /// To the minute, with its zone.
    public String minute(Instant time) {
        return MINUTE.format(time);
    }

    /// Time of day in UTC, to the second.
    public String clock(Instant time) {
        return CLOCK.format(time);
    }

    /// `12.3 s`, `4 min 5 s`.
    public String seconds(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60);
    }

    /// The time from one moment to another, or to this one.
    public String between(Instant start, @Nullable Instant end) {
        return seconds(
                Duration.between(start, end == null ? clock.instant() : end).toMillis() / 1000.0);
    }

    public String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// @param nanoDollars 10⁻⁹ dollars; absent: nobody knows the price
    public String dollars(@Nullable Long nanoDollars) {
        return nanoDollars == null
                ? "unknown"
                : String.format(Locale.ROOT, "$%.4f", nanoDollars / 1e9);
    }

    /// The first characters of a commit's hash.
    public String commit(@Nullable String hash) {
        return hash == null ? "" : hash.substring(0, Math.min(10, hash.length()));
    }
}
