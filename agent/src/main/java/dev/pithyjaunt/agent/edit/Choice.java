package dev.pithyjaunt.agent.edit;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// Decides between several places by what else the model said: the line, the enclosing section, the
/// order of the hunks. What none of these decides stays open.
final class Choice {

    /// A stated line this near to one place, and not to the others, decides.
    private static final int NEAR = 10;

    private final List<Edit.Replace> edits;
    private final List<List<Match>> found;
    private final List<String> file;

    /// @param found the places of each edit
    Choice(List<Edit.Replace> edits, List<List<Match>> found, List<String> file) {
        this.edits = edits;
        this.found = found;
        this.file = file;
    }

    /// The places of an edit that are left.
    List<Match> of(int edit) {
        List<Match> places = found.get(edit);
        if (places.size() < 2 || places.size() >= PlaceFinder.maxPlaces(edits.get(edit))) {
            return places;
        }
        places = oneOf(places, match -> statesLine(edit, match));
        places = oneOf(places, match -> isInSection(edits.get(edit).hint().section(), match));
        places = oneOf(places, isInOrder(edit));
        places =
                oneOf(
                        places,
                        match ->
                                Math.abs(distance(edit, match)) <= NEAR
                                        && standsAlone(edit, match));
        return timesStated(edit, places);
    }

    /// The one place for which something speaks; all of them when it speaks for none or several.
    private static List<Match> oneOf(List<Match> places, Predicate<Match> evidence) {
        List<Match> spokenFor = places.stream().filter(evidence).toList();
        return spokenFor.size() == 1 ? spokenFor : places;
    }

    private boolean statesLine(int edit, Match match) {
        return edits.get(edit).hint().line().equals(OptionalInt.of(match.first() + 1));
    }

    private int distance(int edit, Match match) {
        OptionalInt line = edits.get(edit).hint().line();
        return line.isPresent() ? match.first() + 1 - line.getAsInt() : Integer.MAX_VALUE;
    }

    /// Whether every other place is four times as far from the stated line.
    private boolean standsAlone(int edit, Match match) {
        int own = Math.max(1, Math.abs(distance(edit, match)));
        return found.get(edit).stream()
                .filter(other -> !other.equals(match))
                .allMatch(other -> Math.abs(distance(edit, other)) >= 4 * own + NEAR);
    }

    /// Whether the section's line is the nearest one above the place with so little indentation.
    private boolean isInSection(String section, Match match) {
        String wanted = Form.PLAIN.of(section);
        if (wanted.isEmpty()) {
            return false;
        }
        for (int line = match.first(); line >= 0; line--) {
            if (Form.PLAIN.of(file.get(line)).startsWith(wanted)) {
                return true;
            }
            boolean otherSection =
                    line < match.first()
                            && !file.get(line).isBlank()
                            && Character.isLetter(file.get(line).charAt(0))
                            && Character.isLetter(section.charAt(0));
            if (otherSection) {
                return false;
            }
        }
        return false;
    }

    /// Hunks of a diff stand in the file's order: between the nearest ones with one place.
    private Predicate<Match> isInOrder(int edit) {
        if (edits.get(edit).hint().line().isEmpty()) {
            return _ -> false;
        }
        int before = edit - 1;
        while (before >= 0 && found.get(before).size() != 1) {
            before--;
        }
        int after = edit + 1;
        while (after < edits.size() && found.get(after).size() != 1) {
            after++;
        }
        int last = before < 0 ? -1 : found.get(before).getFirst().last();
        int first = after < edits.size() ? found.get(after).getFirst().first() : Integer.MAX_VALUE;
        return match -> last < match.first() && match.last() < first;
    }

    /// The same edit stated as often as its text stands in the file means each of them.
    private List<Match> timesStated(int edit, List<Match> places) {
        if (places.size() < 2) {
            return places;
        }
        List<Integer> same =
                java.util.stream.IntStream.range(0, edits.size())
                        .filter(i -> edits.get(i).lines().equals(edits.get(edit).lines()))
                        .boxed()
                        .toList();
        return same.size() == places.size() ? List.of(places.get(same.indexOf(edit))) : places;
    }
}
