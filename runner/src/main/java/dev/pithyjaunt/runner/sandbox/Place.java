package dev.pithyjaunt.runner.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where one side of a comparison has its files.
///
/// @param folder of its own: `tree` the work tree, `home` the home folder, `tmp`, `reports` for
///   what test tools write, `caches` for what they keep. Of a copy it holds only what differs
/// @param below folders of places that this one was copied from, the last copied first; they must
///   not change any more
/// @param readable folders of this machine that commands may read at their own paths
public record Place(Path folder, List<Path> below, List<Path> readable) {

    public Place {
        below = List.copyOf(below);
        readable = List.copyOf(readable);
    }

    /// The work tree; of a copy, the files in which it differs.
    public Path tree() {
        return folder.resolve("tree");
    }

    /// What commands find at [Sandbox#pathOfReports].
    public Path reports() {
        return folder.resolve("reports");
    }

    /// Whether this is a copy that shares files with others.
    public boolean isLayered() {
        return !below.isEmpty();
    }

    /// A copy of this one in another folder, which has nothing of its own yet.
    Place over(Path copy) {
        List<Path> all = new ArrayList<>(List.of(folder));
        all.addAll(below);
        return new Place(copy, all, readable);
    }
}
