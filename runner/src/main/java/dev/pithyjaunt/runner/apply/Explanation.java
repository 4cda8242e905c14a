package dev.pithyjaunt.runner.apply;

import dev.pithyjaunt.agent.patch.Application;
import dev.pithyjaunt.agent.patch.Application.Placement;
import dev.pithyjaunt.agent.patch.Change;
import dev.pithyjaunt.agent.patch.FilePatch;
import dev.pithyjaunt.agent.patch.Patch;
import dev.pithyjaunt.agent.patch.Rejection;
import dev.pithyjaunt.agent.patch.Shown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says of each file and hunk of a patch where it fits, or what stands there in its place.
final class Explanation {

    private final Map<String, List<Spot>> spots = new LinkedHashMap<>();

    private Explanation(Application application) {
        application
                .placements()
                .forEach(placement ->
                        add(placement.path(), new Spot(placement.hunk(), text(placement))));
        if (application instanceof Application.Rejected(List<Rejection> reasons, _)) {
            reasons.forEach(reason -> add(reason.path(), spot(reason)));
        }
    }

    /// One line for each file, and one for each of its hunks.
    static List<String> of(Patch patch, Application application) {
        Explanation explanation = new Explanation(application);
        List<String> lines = new ArrayList<>();
        for (FilePatch file : patch.files()) {
            lines.add(title(file));
            // What is said of a path is said once, also when it is deleted and added again.
            List<Spot> said = explanation.spots.remove(file.newPath());
            if (said != null) {
                said.stream()
                        .sorted(Comparator.comparingInt(Spot::hunk))
                        .forEach(spot -> lines.add("  " + spot.text()));
            }
        }
        return lines;
    }

    /// A file and its counts, such as `modified a.txt +1 -1`.
    static String title(FilePatch file) {
        String verb =
                switch (file.change()) {
                    case MODIFIED -> "modified";
                    case ADDED -> "added";
                    case DELETED -> "deleted";
                    case RENAMED -> "renamed";
                    case COPIED -> "copied";
                    case MODE_CHANGED -> "mode";
                };
        boolean hasTwoPaths = file.change() == Change.RENAMED || file.change() == Change.COPIED;
        return "%-8s  %s%s +%d -%d"
                .formatted(
                        verb,
                        hasTwoPaths ? Shown.path(file.oldPath()) + " to " : "",
                        Shown.path(file.newPath()),
                        file.added(),
                        file.removed());
    }

    private void add(String path, Spot spot) {
        spots.computeIfAbsent(path, _ -> new ArrayList<>()).add(spot);
    }

    static String text(Placement placement) {
        int offset = placement.offset();
        return "hunk %d of %d fits at line %d%s"
                .formatted(
                        placement.hunk(),
                        placement.hunks(),
                        placement.line(),
                        offset == 0
                                ? ""
                                : ", %d %s %s than it says"
                                        .formatted(
                                                Math.abs(offset),
                                                Math.abs(offset) == 1 ? "line" : "lines",
                                                offset > 0 ? "further down" : "further up"));
    }

    private static Spot spot(Rejection reason) {
        String found = "expected %s but found %s".formatted(reason.expected(), reason.found());
        return reason.position()
                .map(at ->
                        new Spot(
                                at.hunk(),
                                "hunk %d of %d does not fit at line %d: %s"
                                        .formatted(at.hunk(), at.hunks(), at.line(), found)))
                .orElseGet(() -> new Spot(0, "does not fit: " + found));
    }

    /// @param hunk 0 for the whole file
    private record Spot(int hunk, String text) {}
}
