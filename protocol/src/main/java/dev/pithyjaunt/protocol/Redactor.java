package dev.pithyjaunt.protocol;

import dev.pithyjaunt.protocol.secret.SecretRule;
import dev.pithyjaunt.protocol.secret.SecretRules;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes secrets out of text before it is written, sent or shown: the values it was given, in
/// plain, URL-encoded, JSON-escaped and Base64 form (at each of the three alignments), and what has
/// the shape of a well-known token.
///
/// Works on whole lines or texts: a secret that is split over two calls is not found.
public final class Redactor {

    /// Stands where a secret was.
    public static final String MASK = "***";

    /// Shorter values would mask ordinary words.
    private static final int MIN_SECRET_LENGTH = 6;

    /// Looser than the shapes of [SecretRules]: what is cut, or only resembles a token, is masked
    /// too.
    private static final Pattern TOKEN_SHAPES =
            Pattern.compile(
                    String.join(
                            "|",
                            "\\bsk-[A-Za-z0-9_*-]{12,}",
                            "\\bgh[pousr]_[A-Za-z0-9_.-]{20,}",
                            "\\bgithub_pat_[A-Za-z0-9_]{20,}",
                            "\\bglpat-[A-Za-z0-9_-]{20,}",
                            "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
                            "\\bA(?:KIA|SIA)[A-Z0-9]{16}\\b",
                            "\\bwhsec_[A-Za-z0-9+/=]{16,}",
                            "\\bpj_[A-Za-z0-9_-]{20,}",
                            "(?<=://)[^/\\s:@]{1,100}:[^/\\s@]{1,200}(?=@)",
                            "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"));

    private final List<String> forms;

    /// @param secrets values to take out; blank and very short ones are left alone
    public Redactor(Collection<String> secrets) {
        Set<String> all = new LinkedHashSet<>();
        for (String secret : secrets) {
            String value = secret.strip();
            if (value.length() >= MIN_SECRET_LENGTH) {
                addForms(value, all);
            }
        }
        forms = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /// The text with every secret masked.
    public String redact(String text) {
        String result = text;
        for (String form : forms) {
            result = result.replace(form, MASK);
        }
        return withoutShapes(TOKEN_SHAPES.matcher(result).replaceAll(MASK));
    }

    private static String withoutShapes(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String result = text;
        for (SecretRule rule : SecretRules.all()) {
            if (rule.basis() == SecretRule.Basis.SHAPE
                    && rule.keywords().stream().anyMatch(lower::contains)) {
                result = rule.pattern().matcher(result).replaceAll(MASK);
            }
        }
        return result;
    }

    private static void addForms(String secret, Set<String> forms) {
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        String json = Json.line(secret);
        forms.add(json.substring(1, json.length() - 1));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            addInner(Base64.getEncoder().withoutPadding().encodeToString(shifted), before, forms);
            addInner(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(shifted), before, forms);
        }
    }

    /// The characters of a Base64 text that depend on the secret alone: the first ones also hold
    /// bytes that stood before it, the last one bytes that follow it.
    private static void addInner(String base64, int before, Set<String> forms) {
        int from = before == 0 ? 0 : before + 1;
        int to = base64.length() % 4 == 0 ? base64.length() : base64.length() - 1;
        if (to - from >= MIN_SECRET_LENGTH) {
            forms.add(base64.substring(from, to));
        }
    }
}
