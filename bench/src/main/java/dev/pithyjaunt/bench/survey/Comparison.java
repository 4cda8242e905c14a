package dev.pithyjaunt.bench.survey;

import dev.pithyjaunt.agent.language.Languages;
import dev.pithyjaunt.agent.survey.SurveyedFile.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The survey of one commit beside a reference, as lines to print.
final class Comparison {

    /// cloc's names of languages, where they are not linguist's.
    private static final Map<String, String> CLOC_NAMES =
            Map.of(
                    "Bourne Shell",
                    "Shell",
                    "zsh",
                    "Shell",
                    "Bourne Again Shell",
                    "Shell",
                    "Fish Shell",
                    "fish");

    private final Reference reference;
    private final List<Found> found;
    private final Map<String, Found> byPath;

    Comparison(Reference reference, List<Found> found) {
        this.reference = reference;
        this.found = found;
        this.byPath = found.stream().collect(Collectors.toMap(Found::path, Function.identity()));
    }

    List<String> lines(String commit) {
        List<String> lines = new ArrayList<>();
        lines.add("%s at %s: %d files".formatted(reference.name(), commit, found.size()));
        languages(lines);
        kinds(lines);
        cloc(lines);
        return lines;
    }

    private void languages(List<String> lines) {
        List<String> differences = new ArrayList<>();
        int absent = 0;
        for (Map.Entry<String, String> row : reference.languageByPath().entrySet()) {
            Found file = byPath.get(row.getKey());
            if (file == null) {
                absent++;
            } else if (!Languages.group(file.language()).equals(row.getValue())) {
                differences.add(
                        "    %s: %s, linguist says %s"
                                .formatted(file.path(), file.language(), row.getValue()));
            }
        }
        int compared = reference.languageByPath().size() - absent;
        lines.add(
                "  language, of the %d files that linguist lists: %s agree"
                        .formatted(
                                reference.languageByPath().size(),
                                share(compared - differences.size(), compared)));
        if (absent > 0) {
            lines.add("    left out, for the commit has no such file: " + absent);
        }
        lines.addAll(differences);
    }

    /// Linguist's list has no flags, but what it lists is neither vendored nor generated.
    private void kinds(List<String> lines) {
        List<Found> listed =
                found.stream()
                        .filter(file -> reference.languageByPath().containsKey(file.path()))
                        .toList();
        List<Found> wrong = listed.stream().filter(file -> file.kind() != Kind.TEXT).toList();
        lines.add(
                "  kind, of the same files, which linguist takes for written by hand: %s agree"
                        .formatted(share(listed.size() - wrong.size(), listed.size())));
        wrong.forEach(file -> lines.add("    %s: %s".formatted(file.path(), file.kind())));
        List<Found> unlisted =
                found.stream()
                        .filter(Found::isCounted)
                        .filter(file -> !reference.languageByPath().containsKey(file.path()))
                        .toList();
        lines.add(
                "  text in a programming or markup language that linguist does not list (vendored, generated or"
                        + " documentation to it): "
                        + unlisted.size());
        folders(unlisted)
                .forEach((folder, count) -> lines.add("    %s %d".formatted(folder, count)));
    }

    private static Map<String, Long> folders(List<Found> files) {
        return files.stream()
                .collect(
                        Collectors.groupingBy(
                                file -> file.path().replaceFirst("/.*", "/"),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /// Files and lines by language where cloc knows it by the same name: its comments and code
    /// together are our lines that are not blank.
    private void cloc(List<String> lines) {
        Map<String, Reference.ClocLines> theirs = new TreeMap<>();
        reference
                .linesByLanguage()
                .forEach((language, counted) ->
                        theirs.merge(
                                CLOC_NAMES.getOrDefault(language, language),
                                counted,
                                (a, b) ->
                                        new Reference.ClocLines(
                                                a.files() + b.files(),
                                                a.blank() + b.blank(),
                                                a.comment() + b.comment(),
                                                a.code() + b.code())));
        if (theirs.isEmpty()) {
            return;
        }
        lines.add(
                "  lines, blank ones left out, of text that is not generated or vendored; cloc leaves out copies of files");
        lines.add("    language          files  cloc's    lines   cloc's");
        theirs.forEach((language, counted) -> lines.add(row(language, counted)));
    }

    private String row(String language, Reference.ClocLines theirs) {
        List<Found> ours =
                found.stream()
                        .filter(file ->
                                file.language().equals(language) && file.kind() == Kind.TEXT)
                        .toList();
        return String.format(
                Locale.ROOT,
                "    %-16s %6d  %6d  %7d  %7d",
                language,
                ours.size(),
                theirs.files(),
                ours.stream().mapToLong(file -> file.lines() - file.blank()).sum(),
                theirs.all() - theirs.blank());
    }

    static String share(int part, int whole) {
        return String.format(
                Locale.ROOT, "%d of %d (%.2f %%)", part, whole, 100.0 * part / Math.max(1, whole));
    }
}
