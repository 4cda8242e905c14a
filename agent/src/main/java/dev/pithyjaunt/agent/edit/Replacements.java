package dev.pithyjaunt.agent.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The replacements of one file as they were fitted to its text.
///
/// @param text with all of them; as it was when some are refused
record Replacements(SourceText text, List<Placed> placed, List<RefusedEdit> refused) {

    private static final long MAX_LINES_ONE_BY_ONE = 2_000_000;

    /// Fits every edit to the text as it is, not to what another made of it. A whole diff gives way
    /// to a later one that changes the same lines.
    static Replacements fit(List<Edit.Replace> edits, SourceText text) {
        List<Edit.Replace> left = new ArrayList<>(edits);
        while (true) {
            Round round = new Round(text);
            Replacements fitted = round.fit(left);
            if (!fitted.refused.isEmpty()
                    || !left.removeIf(
                            edit -> round.superseded.containsKey(edit.origin().draft()))) {
                return fitted;
            }
        }
    }

    /// The text with those edits alone that were fitted on a rung.
    SourceText only(Rung rung, SourceText original) {
        return original.with(
                Round.inOrder(placed.stream().filter(one -> one.fit.rung() == rung).toList()));
    }

    /// One for each edit; the changes of one stand together and share it.
    @SuppressWarnings("ReferenceEquality") // to compare them would read all their lines each time
    List<Fitting.Fit> fits() {
        List<Fitting.Fit> fits = new ArrayList<>();
        for (Placed one : placed) {
            if (fits.isEmpty() || fits.getLast() != one.fit) {
                fits.add(one.fit);
            }
        }
        return fits;
    }

    /// Whether that many edits of a text are tried one after the other; each costs a look at the
    /// whole text.
    static boolean areFew(List<Edit.Replace> edits, SourceText text) {
        return (long) edits.size() * text.lines().size() <= MAX_LINES_ONE_BY_ONE;
    }

    /// Fits every edit to what the ones before it made of the text: models state a change of lines
    /// that they have just written.
    ///
    /// @return absent when one does not fit so
    static Optional<Replacements> fitOneByOne(List<Edit.Replace> edits, SourceText text) {
        SourceText reached = text;
        List<Placed> placed = new ArrayList<>();
        for (Edit.Replace edit : edits) {
            Replacements one = fit(List.of(edit), reached);
            if (!one.refused.isEmpty()
                    || one.placed.stream().anyMatch(part -> part.fit.rung() == Rung.DRIFTED)) {
                return Optional.empty();
            }
            reached = one.text;
            placed.addAll(one.placed);
        }
        return Optional.of(new Replacements(reached, placed, List.of()));
    }

    /// One go at a text.
    private static final class Round {

        /// Refusals that show the nearest text; a model that misquotes more has not seen the file.
        private static final int MAX_DESCRIBED = 10;

        private final SourceText text;
        private final PlaceFinder finder;
        private final List<Placed> placed = new ArrayList<>();
        private final List<RefusedEdit> refused = new ArrayList<>();

        /// Drafts of which a later one changes lines.
        private final Map<Integer, Set<Placed>> superseded = new HashMap<>();

        private final NavigableMap<Integer, List<Placed>> byStart = new TreeMap<>();

        Round(SourceText text) {
            this.text = text;
            this.finder = new PlaceFinder(text.lines());
        }

        Replacements fit(List<Edit.Replace> edits) {
            List<List<Match>> found = new ArrayList<>();
            for (Edit.Replace edit : edits) {
                found.add(edit.namesNoLine() ? List.of() : finder.find(edit));
            }
            for (int i = 0; i < edits.size(); i++) {
                try {
                    place(edits.get(i), new Choice(edits, found, text.lines()).of(i));
                } catch (RefusedEditException e) {
                    refused.add(RefusedEdit.of(edits.get(i), e));
                }
            }
            refuseHalfSuperseded();
            if (!refused.isEmpty() || !superseded.isEmpty()) {
                return new Replacements(text, List.of(), refused);
            }
            return new Replacements(text.with(inOrder(placed)), placed, List.of());
        }

        private void place(Edit.Replace edit, List<Match> matches) {
            if (edit.namesNoLine()) {
                add(edit, insertion(edit), Rung.EXACT, edit.hint().line().orElse(0));
                return;
            }
            if (matches.isEmpty()) {
                throw notThere(edit, refused.size() < MAX_DESCRIBED ? text.lines() : List.of());
            }
            if (matches.size() > 1) {
                boolean more = matches.size() >= PlaceFinder.maxPlaces(edit);
                throw ambiguous(matches, more ? "at least " : "");
            }
            Match match = matches.getFirst();
            add(
                    edit,
                    Placement.changes(edit, match, text.lines()).orElseThrow(),
                    match.rung(),
                    match.first());
        }

        private void add(Edit.Replace edit, List<Change> changes, Rung rung, int line) {
            changes.forEach(
                    change -> neighbours(change).forEach(other -> meet(edit, change, other)));
            OptionalInt stated = edit.hint().line();
            // Lines that are only put in stand where they are said to, or are refused.
            boolean moves = stated.isPresent() && !edit.preImage().isEmpty();
            int offset = moves ? line + 1 - stated.getAsInt() : 0;
            Fitting.Fit fit = new Fitting.Fit(edit, rung, line + 1, offset);
            for (Change change : changes) {
                Placed one = new Placed(change, fit);
                placed.add(one);
                byStart.computeIfAbsent(change.from(), _ -> new ArrayList<>()).add(one);
            }
        }

        /// Changes that may be of the same lines. What was placed does not overlap, so that of
        /// those which begin before it only the last can reach it.
        private List<Placed> neighbours(Change change) {
            List<Placed> near = new ArrayList<>();
            Map.Entry<Integer, List<Placed>> before = byStart.lowerEntry(change.from());
            if (before != null) {
                near.addAll(before.getValue());
            }
            byStart.subMap(change.from(), true, change.to(), true).values().forEach(near::addAll);
            return near;
        }

        private void meet(Edit.Replace edit, Change change, Placed other) {
            boolean same = other.change.equals(change);
            boolean collides = other.change.collidesWith(change);
            boolean bothInsert =
                    change.from() == change.to()
                            && other.change.from() == other.change.to()
                            && change.from() == other.change.from();
            int draft = other.fit.edit().origin().draft();
            boolean later = draft > 0 && draft < edit.origin().draft();
            if (later && (same || collides || bothInsert)) {
                superseded.computeIfAbsent(draft, _ -> new HashSet<>()).add(other);
            } else if (collides && !same) {
                throw new RefusedEditException(
                        "it changes lines that another edit of the same answer changes as well (line %d): state them as one"
                                .formatted(change.from() + 1));
            }
        }

        /// A diff that is stated anew must be stated wholly: nobody knows whether the rest of it is
        /// still meant.
        private void refuseHalfSuperseded() {
            for (Placed one : placed) {
                Set<Placed> gone = superseded.get(one.fit.edit().origin().draft());
                if (gone != null && !gone.contains(one)) {
                    refused.add(
                            RefusedEdit.of(
                                    one.fit.edit(),
                                    "a later diff of the same answer states a part of this one anew, and not line %d: state one diff with all that is meant"
                                            .formatted(one.change.from() + 1),
                                    ""));
                    return;
                }
            }
        }

        private static List<Change> inOrder(List<Placed> placed) {
            List<Change> changes = new ArrayList<>();
            placed.stream()
                    .map(Placed::change)
                    .sorted(Comparator.comparingInt(Change::from).thenComparingInt(Change::to))
                    .filter(change -> changes.isEmpty() || !change.equals(changes.getLast()))
                    .forEach(changes::add);
            return changes;
        }

        private List<Change> insertion(Edit.Replace edit) {
            int size = text.lines().size();
            List<String> added = edit.postImage();
            if (size == 0) {
                return List.of(new Change(0, 0, added));
            }
            int stated = edit.hint().line().orElse(0);
            if (stated < 1 || stated > size) {
                throw new RefusedEditException(
                        "the file exists and the edit names no line of it: search for a line beside which the new ones belong");
            }
            // In a hunk without old lines, the line is the one after which the new ones follow.
            return List.of(new Change(stated, stated, added));
        }

        private static RefusedEditException notThere(Edit.Replace edit, List<String> file) {
            int lines = edit.preImage().size();
            return new RefusedEditException(
                    "the text to be replaced (%d %s) is not in the file"
                            .formatted(lines, lines == 1 ? "line" : "lines"),
                    NearestText.describe(file, edit.preImage()));
        }

        private static RefusedEditException ambiguous(List<Match> found, String atLeast) {
            String lines =
                    found.stream()
                            .limit(10)
                            .map(match -> String.valueOf(match.first() + 1))
                            .collect(Collectors.joining(", "));
            return new RefusedEditException(
                    "the text to be replaced stands %s%d times in the file (lines %s): add lines around it until it is there once"
                            .formatted(atLeast, found.size(), lines));
        }
    }

    /// @param fit of the edit that it is part of
    record Placed(Change change, Fitting.Fit fit) {}
}
