package dev.pithyjaunt.agent.edit;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
        places = oneOf(places, inSection(edits.get(edit).hint().section()));
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

    /// The places below a line that begins with the section's text, and no other section's between:
    /// one begins with a letter at the left margin, when this one does.
    private Predicate<Match> inSection(String section) {
        String wanted = Form.PLAIN.of(section);
        if (wanted.isEmpty()) {
            return _ -> false;
        }
        boolean atMargin = Character.isLetter(section.charAt(0));
        NavigableMap<Integer, Boolean> begins = new TreeMap<>();
        for (int line = 0; line < file.size(); line++) {
            String text = file.get(line);
            boolean wantedOne = Form.PLAIN.of(text).startsWith(wanted);
            boolean other = atMargin && !text.isEmpty() && Character.isLetter(text.charAt(0));
            if (wantedOne || other) {
                begins.put(line, wantedOne);
            }
        }
        return match -> {
            Map.Entry<Integer, Boolean> own = begins.floorEntry(match.first());
            Map.Entry<Integer, Boolean> above = begins.lowerEntry(match.first());
            return (own != null && own.getValue()) || (above != null && above.getValue());
        };
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
                IntStream.range(0, edits.size())
                        .filter(i -> edits.get(i).lines().equals(edits.get(edit).lines()))
                        .boxed()
                        .toList();
        return same.size() == places.size() ? List.of(places.get(same.indexOf(edit))) : places;
    }
}
