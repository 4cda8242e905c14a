package dev.pithyjaunt.agent.edit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds where the lines that an edit expects stand in a file, rung by rung.
final class PlaceFinder {

    /// Places of one edit, at most: text that stands oftener tells nothing of its place.
    private static final int MAX_PLACES = 1_000;

    /// Lines of all places of one edit, at most.
    private static final int MAX_PLACED_LINES = 100_000;

    private final List<String> file;
    private final Map<Form, LineSearch> searches = new EnumMap<>(Form.class);
    private final List<Integer> filled;
    private final List<String> filledLines;
    private @Nullable LineSearch filledSearch;
    private @Nullable Drift drift;

    PlaceFinder(List<String> file) {
        this.file = file;
        this.filled =
                IntStream.range(0, file.size())
                        .filter(i -> !file.get(i).isBlank())
                        .boxed()
                        .toList();
        this.filledLines = filled.stream().map(file::get).toList();
    }

    /// How many places of an edit are looked for: with so many, there may be more.
    static int maxPlaces(Edit.Replace edit) {
        return Math.max(2, Math.min(MAX_PLACES, MAX_PLACED_LINES / edit.lines().size()));
    }

    /// All places on the strictest rung that has one, in the file's order.
    List<Match> find(Edit.Replace edit) {
        for (Rung rung : Rung.values()) {
            List<Match> all = findOn(rung, edit);
            if (all.size() >= maxPlaces(edit)) {
                return all;
            }
            List<Match> matches =
                    all.stream()
                            .filter(match ->
                                    Placement.changes(edit.lines(), match, file).isPresent())
                            .toList();
            if (!matches.isEmpty()) {
                return matches;
            }
        }
        return List.of();
    }

    private List<Match> findOn(Rung rung, Edit.Replace edit) {
        if (rung != Rung.EXACT && edit.preImage().stream().allMatch(String::isBlank)) {
            return List.of();
        }
        return switch (rung) {
            case EXACT -> consecutive(rung, Form.AS_IT_IS, edit);
            case TRAILING_SPACE -> consecutive(rung, Form.WITHOUT_TRAILING_SPACE, edit);
            case INDENTATION -> shifted(consecutive(rung, Form.WITHOUT_INDENTATION, edit), edit);
            case WHITE_SPACE -> consecutive(rung, Form.WITHOUT_SPACE, edit);
            case PUNCTUATION -> consecutive(rung, Form.PLAIN, edit);
            case BLANK_LINES -> withoutBlankLines(edit);
            case ELIDED ->
                    Elision.find(edit.lines(), file, search(Form.WITHOUT_SPACE), maxPlaces(edit));
            case DRIFTED -> drift().find(edit);
        };
    }

    private List<Match> shifted(List<Match> all, Edit.Replace edit) {
        return all.size() >= maxPlaces(edit)
                ? all
                : all.stream()
                        .filter(match ->
                                Indentation.of(edit.lines(), match, file)
                                        .filter(Indentation::isShift)
                                        .isPresent())
                        .toList();
    }

    private List<Match> consecutive(Rung rung, Form form, Edit.Replace edit) {
        return search(form).find(edit.preImage()).stream()
                .limit(maxPlaces(edit))
                .map(from -> Match.consecutive(rung, edit.lines(), from))
                .toList();
    }

    private LineSearch search(Form form) {
        return searches.computeIfAbsent(form, chosen -> new LineSearch(file, chosen));
    }

    private Drift drift() {
        if (drift == null) {
            drift = new Drift(file, filled, search(Form.PLAIN));
        }
        return drift;
    }

    private LineSearch filledSearch() {
        if (filledSearch == null) {
            filledSearch = new LineSearch(filledLines, Form.PLAIN);
        }
        return filledSearch;
    }

    private List<Match> withoutBlankLines(Edit.Replace edit) {
        List<EditLine> lines = edit.lines();
        List<String> wanted =
                lines.stream()
                        .filter(line -> line.isOld() && !line.isBlank())
                        .map(EditLine::text)
                        .toList();
        List<Match> matches = new ArrayList<>();
        List<Integer> starts = filledSearch().find(wanted);
        for (int from : starts.subList(0, Math.min(starts.size(), maxPlaces(edit)))) {
            int[] at = Match.nowhere(lines.size());
            int next = from;
            for (int i = 0; i < at.length; i++) {
                if (lines.get(i).isOld() && !lines.get(i).isBlank()) {
                    at[i] = filled.get(next++);
                }
            }
            matches.add(Match.of(Rung.BLANK_LINES, BlankLines.fill(at, lines, file)));
        }
        return matches;
    }
}
