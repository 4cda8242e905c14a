package dev.pithyjaunt.agent.policy;

import dev.pithyjaunt.agent.path.Glob;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Paths that a patch may change only under a person's eyes.
///
/// @param glob matched in every spelling, as a checkout that folds case would run what it finds
/// @param rule one of those that ask for a person
/// @param reason what is said of a path, such as `is run with the repository's secrets`
public record ProtectedPaths(Glob glob, Rule rule, String reason) {

    private static final List<ProtectedPaths> STANDARD = read();

    /// What is protected everywhere: the table `protected-paths.tsv`. The first row that matches a
    /// path says why.
    public static List<ProtectedPaths> standard() {
        return STANDARD;
    }

    /// The rule of the first row that matches a path; empty when it is protected nowhere.
    public static Optional<Rule> standardRule(String path) {
        return STANDARD.stream()
                .filter(row -> row.glob().matches(path))
                .findFirst()
                .map(ProtectedPaths::rule);
    }

    private static List<ProtectedPaths> read() {
        try (InputStream in =
                        Objects.requireNonNull(
                                ProtectedPaths.class.getResourceAsStream("protected-paths.tsv"));
                BufferedReader rows =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return rows.lines()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"))
                    .map(ProtectedPaths::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading protected-paths.tsv", e);
        }
    }

    private static ProtectedPaths row(String row) {
        String[] cells = row.split("\t", -1);
        return new ProtectedPaths(
                Glob.folding(cells[0]), Rule.valueOf(cells[1].toUpperCase(Locale.ROOT)), cells[2]);
    }
}
