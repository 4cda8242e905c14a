package dev.pithyjaunt.runner.testreport;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/// Looks for the reports that build tools leave in a work tree:
///
/// | tool | where |
/// |---|---|
/// | Maven | `target/surefire-reports/TEST-*.xml`, `target/failsafe-reports/TEST-*.xml` |
/// | Gradle | `build/test-results/**/*.xml` |
///
/// and for those in a folder of their own.
final class ReportWalk {

    private static final int MAX_ENTRIES = 200_000;

    /// Folders within each other, each of which is an open file.
    private static final int MAX_DEPTH = 60;

    private static final Set<String> SKIPPED = Set.of(".git", "node_modules");

    private final ReportFiles files;
    private final Problems problems;
    private final int maxEntries;
    private int entries;

    ReportWalk(ReportFiles files, Problems problems) {
        this(files, problems, MAX_ENTRIES);
    }

    /// @param maxEntries files and folders that are looked at in all
    ReportWalk(ReportFiles files, Problems problems, int maxEntries) {
        this.files = files;
        this.problems = problems;
        this.maxEntries = maxEntries;
    }

    void tree(Path tree) {
        try (Folder root = Folder.open(tree)) {
            walk(root, Path.of(""));
        } catch (IOException e) {
            problems.add("the work tree can't be looked through for reports");
        }
    }

    void reports(Path folder) {
        try (Folder root = Folder.open(folder)) {
            for (Path name : names(root)) {
                if (name.toString().endsWith(".xml")) {
                    files.read(root, name, root.attributes(name), name.toString());
                }
            }
        } catch (IOException e) {
            problems.add("the folder of reports can't be read");
        }
    }

    private List<Path> names(Folder folder) throws IOException {
        int left = maxEntries - entries;
        List<Path> names = folder.names(left + 1);
        if (names.size() > left) {
            problems.add(
                    "not all of the work tree is looked through for reports: it has more than %d files"
                            .formatted(maxEntries));
            names = names.subList(0, left);
        }
        entries += names.size();
        return names;
    }

    /// @param at relative to the tree
    private void walk(Folder folder, Path at) throws IOException {
        for (Path name : names(folder)) {
            Path path = at.resolve(name);
            BasicFileAttributes attributes = folder.attributes(name);
            if (attributes.isDirectory()) {
                descend(folder, name, path);
            } else if (isReport(path)) {
                files.read(folder, name, attributes, path.toString());
            }
        }
    }

    private void descend(Folder folder, Path name, Path path) {
        if (SKIPPED.contains(name.toString())) {
            return;
        }
        if (path.getNameCount() > MAX_DEPTH) {
            problems.add(
                    "not all of the work tree is looked through for reports: folders are more than %d deep"
                            .formatted(MAX_DEPTH));
            return;
        }
        try (Folder below = folder.folder(name)) {
            walk(below, path);
        } catch (IOException e) {
            problems.add("folder %s can't be looked through for reports".formatted(path));
        }
    }

    private static boolean isReport(Path path) {
        String name = path.getFileName().toString();
        if (!name.endsWith(".xml")) {
            return false;
        }
        int last = path.getNameCount() - 1;
        if (last >= 2 && name.startsWith("TEST-") && is(path, last - 2, "target")) {
            return is(path, last - 1, "surefire-reports") || is(path, last - 1, "failsafe-reports");
        }
        for (int i = last - 2; i >= 0; i--) {
            if (is(path, i, "build") && is(path, i + 1, "test-results")) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(Path path, int index, String name) {
        return path.getName(index).toString().equals(name);
    }
}
