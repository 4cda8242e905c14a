package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds where the lines that an edit expects stand in a file, rung by rung.
final class PlaceFinder {

    private final List<String> file;
    private final Map<Form, LineSearch> searches = new EnumMap<>(Form.class);
    private final List<Integer> filled;
    private final List<String> filledLines;

    PlaceFinder(List<String> file) {
        this.file = file;
        this.filled =
                IntStream.range(0, file.size())
                        .filter(i -> !file.get(i).isBlank())
                        .boxed()
                        .toList();
        this.filledLines = filled.stream().map(file::get).toList();
    }

    /// All places on the strictest rung that has one, in the file's order.
    List<Match> find(Edit.Replace edit) {
        for (Rung rung : Rung.values()) {
            List<Match> matches =
                    findOn(rung, edit).stream()
                            .filter(match -> Placement.changes(edit, match, file).isPresent())
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
            case INDENTATION ->
                    consecutive(rung, Form.WITHOUT_INDENTATION, edit).stream()
                            .filter(match ->
                                    Indentation.of(edit, match, file)
                                            .filter(Indentation::isShift)
                                            .isPresent())
                            .toList();
            case WHITE_SPACE -> consecutive(rung, Form.WITHOUT_SPACE, edit);
            case PUNCTUATION -> consecutive(rung, Form.PLAIN, edit);
            case BLANK_LINES -> withoutBlankLines(edit.lines());
            case ELIDED -> Elision.find(edit.lines(), file, search(Form.WITHOUT_SPACE));
            case DRIFTED -> new Drift(file, filled, search(Form.PLAIN)).find(edit);
        };
    }

    private List<Match> consecutive(Rung rung, Form form, Edit.Replace edit) {
        return search(form).find(edit.preImage()).stream()
                .map(from -> Match.consecutive(rung, edit.lines(), from))
                .toList();
    }

    private LineSearch search(Form form) {
        return searches.computeIfAbsent(form, chosen -> new LineSearch(file, chosen));
    }

    private List<Match> withoutBlankLines(List<EditLine> lines) {
        List<String> wanted =
                lines.stream()
                        .filter(line -> line.isOld() && !line.isBlank())
                        .map(EditLine::text)
                        .toList();
        List<Match> matches = new ArrayList<>();
        for (int from : new LineSearch(filledLines, Form.PLAIN).find(wanted)) {
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
