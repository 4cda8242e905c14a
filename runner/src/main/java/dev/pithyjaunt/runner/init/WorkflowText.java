package dev.pithyjaunt.runner.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The workflow of this version, as it stands in a repository: this project's own file, in which
/// two values say which program is run.
public final class WorkflowText {

    /// Where it is in a repository.
    public static final String PATH = ".github/workflows/pithy-jaunt-execute.yml";

    private static final String FILE = "pithy-jaunt-execute.yml";
    private static final int MAX_SHOWN = 80;

    /// A line of the environment of all jobs.
    private static final Pattern VALUE =
            Pattern.compile("(?m)^( {2})(PITHY_JAUNT_(?:ARCHIVE|SHA256)):(.*)$");

    private WorkflowText() {}

    /// As this project has it: with the program of whoever calls it.
    static String template() {
        try (InputStream in = WorkflowText.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside WorkflowText");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FILE, e);
        }
    }

    /// With a program of its own.
    static String of(Program program) {
        String text = template();
        long lines = VALUE.matcher(text).results().count();
        if (lines != 2) {
            throw new IllegalStateException(
                    "%s has %d lines for the program, not 2".formatted(FILE, lines));
        }
        return VALUE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                "%s%s: \"%s\""
                                        .formatted(
                                                match.group(1),
                                                match.group(2),
                                                match.group(2).endsWith("SHA256")
                                                        ? program.sha256()
                                                        : program.archive())));
    }

    /// Whether a file is that of this version, whatever program it runs.
    public static boolean isOfThisVersion(String file) {
        return withoutProgram(plain(file)).equals(withoutProgram(template()));
    }

    /// The digest of the program that a file runs; empty when it has none written into it.
    public static Optional<String> digestIn(String file) {
        return VALUE.matcher(plain(file))
                .results()
                .filter(match -> match.group(2).endsWith("SHA256"))
                .map(match -> match.group(3).replaceAll("[\\s\"']", ""))
                .filter(value -> value.matches("[0-9a-f]{64}"))
                .findFirst();
    }

    static boolean isSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String withoutProgram(String text) {
        return VALUE.matcher(text).replaceAll("$1$2:");
    }

    /// Line ends don't matter to GitHub.
    private static String plain(String text) {
        return text.replace("\r\n", "\n");
    }

    /// What differs, in a few lines for people; text of the repository is in it.
    static List<String> difference(String there, String wanted) {
        List<String> said = new ArrayList<>();
        List<String> before = plain(there).lines().toList();
        List<String> after = wanted.lines().toList();
        for (String name : List.of("PITHY_JAUNT_ARCHIVE", "PITHY_JAUNT_SHA256")) {
            String old = value(before, name);
            String now = value(after, name);
            if (!old.equals(now)) {
                said.add("%s: %s there, %s here".formatted(name, cut(old), cut(now)));
            }
        }
        List<String> onlyThere = others(before, after);
        List<String> onlyHere = others(after, before);
        if (!onlyThere.isEmpty() || !onlyHere.isEmpty()) {
            said.add(
                    "%d other lines are only there, %d only here"
                            .formatted(onlyThere.size(), onlyHere.size()));
            Stream.concat(
                            onlyThere.stream().limit(1).map(line -> "there: " + cut(line)),
                            onlyHere.stream().limit(1).map(line -> "here: " + cut(line)))
                    .forEach(said::add);
        }
        return said.isEmpty() ? List.of("the order of lines, or blank ones") : said;
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith("  " + name + ":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("nothing");
    }

    /// Lines of the first that the second has not, or has less often.
    private static List<String> others(List<String> lines, List<String> other) {
        List<String> left = new ArrayList<>(other);
        return lines.stream()
                .filter(line -> !line.isBlank() && !VALUE.matcher(line).matches())
                .filter(line -> !left.remove(line))
                .toList();
    }

    private static String cut(String text) {
        String line = text.strip();
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
