package dev.pithyjaunt.protocol.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// The kinds of secrets that are known: the table `secret-rules.tsv`.
public final class SecretRules {

    private static final List<SecretRule> ALL = read();

    private SecretRules() {}

    /// In the order of the table: where two of them find the same, the first names it.
    public static List<SecretRule> all() {
        return ALL;
    }

    private static List<SecretRule> read() {
        try (InputStream in =
                        Objects.requireNonNull(
                                SecretRules.class.getResourceAsStream("secret-rules.tsv"));
                BufferedReader rows =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return rows.lines()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"))
                    .map(SecretRules::rule)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading secret-rules.tsv", e);
        }
    }

    private static SecretRule rule(String row) {
        String[] cells = row.split("\t", -1);
        return new SecretRule(
                cells[0],
                cells[1],
                SecretRule.Basis.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                List.of(cells[3].split(" ", -1)),
                Double.parseDouble(cells[4]),
                Pattern.compile(cells[5]));
    }
}
