package dev.pithyjaunt.testkit.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What `path` of upload-artifact finds: files, folders and globs, one a line, and `!` before what
/// is left out.
///
/// @param root the deepest folder that all searches share, to which names in the artifact are
///   relative; for one plain file its folder
record FileSearch(Path root, List<Path> files) {

    static FileSearch of(Path workspace, String paths, boolean hiddenToo) {
        TreeSet<Path> files = new TreeSet<>();
        List<Path> starts = new ArrayList<>();
        for (String line : paths.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            boolean excludes = line.startsWith("!");
            Path pattern = workspace.resolve(excludes ? line.substring(1) : line).normalize();
            PathMatcher matcher = matcher(pattern);
            if (excludes) {
                files.removeIf(matcher::matches);
                continue;
            }
            Path start = start(pattern);
            starts.add(start);
            collect(start, matcher, hiddenToo, files);
        }
        starts.removeIf(a -> starts.stream().anyMatch(b -> !a.equals(b) && a.startsWith(b)));
        return new FileSearch(root(workspace, starts, files), List.copyOf(files));
    }

    private static PathMatcher matcher(Path pattern) {
        PathMatcher exact = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        PathMatcher below = FileSystems.getDefault().getPathMatcher("glob:" + pattern + "/**");
        return path -> exact.matches(path) || below.matches(path);
    }

    /// The folders before the first one with a wildcard.
    private static Path start(Path pattern) {
        Path start = pattern.getRoot();
        for (Path name : pattern) {
            if (name.toString().matches(".*[*?\\[].*")) {
                return start;
            }
            start = start.resolve(name);
        }
        return start;
    }

    private static void collect(
            Path start, PathMatcher matcher, boolean hiddenToo, TreeSet<Path> files) {
        if (!Files.exists(start)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(start)) {
            walk.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .filter(file -> hiddenToo || !isHidden(start, file))
                    .forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHidden(Path start, Path file) {
        for (Path name : Objects.requireNonNull(start.getParent()).relativize(file)) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Path root(Path workspace, List<Path> starts, TreeSet<Path> files) {
        if (starts.isEmpty()) {
            return workspace;
        }
        Path root = starts.getFirst();
        for (Path start : starts) {
            while (!start.startsWith(root)) {
                root = Objects.requireNonNull(root.getParent());
            }
        }
        return files.size() == 1 && files.first().equals(root)
                ? Objects.requireNonNull(root.getParent())
                : root;
    }
}
