package dev.pithyjaunt.agent.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the paths that some file system takes for one another: they differ in case, in Unicode
/// normalisation or in what [FoldedPath] folds besides, in the name of the file or of a folder
/// above it. A checkout there would have one in the place of the other.
public final class PathCollisions {

    private final Map<String, String> spellings = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /// @param paths what is there already, relative to the repository's root
    public PathCollisions(Collection<String> paths) {
        paths.forEach(this::add);
    }

    /// Adds a path and the folders above it; the first spelling of each stays.
    public void add(String path) {
        for (String place : places(path)) {
            if (!known.add(place)) {
                return; // and so are the folders above it
            }
            spellings.putIfAbsent(FoldedPath.of(place), place);
        }
    }

    /// The file or folder that a path, or a folder above it, would be taken for.
    public Optional<String> with(String path) {
        for (String place : places(path).reversed()) {
            String there = spellings.get(FoldedPath.of(place));
            if (there != null && !there.equals(place)) {
                return Optional.of(there);
            }
        }
        return Optional.empty();
    }

    /// The path and the folders above it, the innermost first.
    private static List<String> places(String path) {
        List<String> places = new ArrayList<>(List.of(path));
        for (int slash = path.lastIndexOf('/');
                slash > 0;
                slash = path.lastIndexOf('/', slash - 1)) {
            places.add(path.substring(0, slash));
        }
        return places;
    }
}
