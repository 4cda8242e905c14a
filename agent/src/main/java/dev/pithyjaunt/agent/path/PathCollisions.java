package dev.pithyjaunt.agent.path;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds the paths that some file system takes for one another: they differ in case, in Unicode
/// normalisation or in what [FoldedPath] folds besides, in the name of the file or of a folder
/// above it. A checkout there would have one in the place of the other.
public final class PathCollisions {

    private final Map<String, String> spellings = new HashMap<>();

    /// @param paths what is there already, relative to the repository's root
    public PathCollisions(Collection<String> paths) {
        paths.forEach(this::add);
    }

    /// Adds a path and the folders above it; the first spelling of each stays.
    public void add(String path) {
        for (String place : places(path)) {
            spellings.putIfAbsent(FoldedPath.of(place), place);
        }
    }

    /// The file or folder that a path, or a folder above it, would be taken for.
    public Optional<String> with(String path) {
        for (String place : places(path)) {
            String known = spellings.get(FoldedPath.of(place));
            if (known != null && !known.equals(place)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private static Collection<String> places(String path) {
        Collection<String> places = new java.util.ArrayList<>();
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            places.add(path.substring(0, slash));
        }
        places.add(path);
        return places;
    }
}
