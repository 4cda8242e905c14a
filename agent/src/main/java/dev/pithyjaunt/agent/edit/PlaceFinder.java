package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Finds lines in a file, rung by rung.
final class PlaceFinder {

    /// Starting points looked at for the nearest text, for each line that is looked for.
    private static final int MAX_VOTES_PER_LINE = 50;

    private final List<String> file;

    PlaceFinder(List<String> file) {
        this.file = file;
    }

    /// All places on the strictest rung that has one, in the file's order.
    List<Place> find(Edit.Replace edit) {
        List<String> wanted = edit.preImage();
        for (Place.Rung rung : Place.Rung.values()) {
            List<Place> places =
                    switch (rung) {
                        case EXACT -> findBy(UnaryOperator.identity(), edit, rung);
                        case TRAILING_SPACE -> findBy(String::stripTrailing, edit, rung);
                        case INDENTATION ->
                                wanted.stream().allMatch(String::isBlank)
                                        ? List.of()
                                        : findBy(String::strip, edit, rung);
                    };
            if (!places.isEmpty()) {
                return places;
            }
        }
        return List.of();
    }

    private List<Place> findBy(UnaryOperator<String> form, Edit.Replace edit, Place.Rung rung) {
        List<String> wanted = edit.preImage().stream().map(form).toList();
        List<Place> places = new ArrayList<>();
        for (int from = 0; from + wanted.size() <= file.size(); from++) {
            if (matchesAt(from, wanted, form)) {
                place(from, edit, rung).ifPresent(places::add);
            }
        }
        return places;
    }

    private boolean matchesAt(int from, List<String> wanted, UnaryOperator<String> form) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!form.apply(file.get(from + i)).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Place> place(int from, Edit.Replace edit, Place.Rung rung) {
        int to = from + edit.preImage().size();
        List<String> there = file.subList(from, to);
        if (rung != Place.Rung.INDENTATION) {
            return Optional.of(
                    new Place(
                            from, to, keepEqualLines(there, edit, UnaryOperator.identity()), rung));
        }
        return Indentation.between(edit.preImage(), there)
                .map(shift -> new Place(from, to, keepEqualLines(there, edit, shift::apply), rung));
    }

    /// The replacement, with lines that the edit leaves unchanged taken from the file, so that
    /// white space the model drifted in stays as the file has it.
    private static List<String> keepEqualLines(
            List<String> there, Edit.Replace edit, UnaryOperator<String> shift) {
        Map<String, String> unchanged = new HashMap<>();
        for (int i = 0; i < there.size(); i++) {
            unchanged.putIfAbsent(edit.preImage().get(i), there.get(i));
        }
        return edit.postImage().stream()
                .map(line -> unchanged.containsKey(line) ? unchanged.get(line) : shift.apply(line))
                .toList();
    }

    /// Where the file is most like the wanted lines: the first line of the best window, 0-based;
    /// absent when no line of it is there.
    Optional<Integer> nearest(List<String> wanted) {
        Map<String, List<Integer>> positions = new HashMap<>();
        for (int i = 0; i < file.size(); i++) {
            String line = file.get(i).strip();
            if (line.length() > 1) {
                positions.computeIfAbsent(line, _ -> new ArrayList<>()).add(i);
            }
        }
        Map<Integer, Integer> votes = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            List<Integer> found = positions.getOrDefault(wanted.get(i).strip(), List.of());
            for (int position : found.subList(0, Math.min(found.size(), MAX_VOTES_PER_LINE))) {
                votes.merge(Math.max(0, position - i), 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .thenComparing(
                                        Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }
}
