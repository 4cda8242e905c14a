package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.survey.FileKinds;
import dev.pithyjaunt.agent.survey.SurveyedFile;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Finds the build systems of a repository.
///
/// What a command line is made of comes from fixed words; of a manifest's text only its structure
/// counts, so that nothing that stands in a repository becomes part of a command.
public final class BuildSystems {

    /// Manifests that are read, the nearest to the root first.
    static final int MAX_MANIFESTS = 50;

    /// Folders whose manifests are material of tests or of generators.
    private static final Set<String> MATERIAL =
            Set.of(
                    "__fixtures__",
                    "__tests__",
                    "archetype-resources",
                    "fixtures",
                    "it",
                    "spec",
                    "templates",
                    "test",
                    "test-data",
                    "testdata",
                    "tests");

    private static final List<BuildTool> TOOLS =
            List.of(
                    new MavenTool(),
                    new GradleTool(),
                    new NodeTool(),
                    new PythonTool(),
                    new CargoTool(),
                    new GoTool(),
                    new DotNetTool(),
                    new RubyTool(),
                    new ComposerTool(),
                    new DartTool(),
                    new DenoTool(),
                    new PlainTool(),
                    new CMakeTool(),
                    new MakeTool());

    private record Manifest(BuildTool tool, int rank, String folder, String name) {

        String path() {
            return folder.isEmpty() ? name : folder + "/" + name;
        }

        int depth() {
            return folder.isEmpty() ? 0 : 1 + (int) folder.chars().filter(c -> c == '/').count();
        }
    }

    private BuildSystems() {}

    /// Those of the root first, then those of folders that no outer one covers and that say how
    /// they are tested.
    public static List<BuildSystem> of(FileTree tree) {
        Set<String> paths = new HashSet<>();
        List<Manifest> manifests = manifests(tree, paths);
        prefetch(manifests, tree);
        Map<BuildTool, List<Predicate<String>>> covers = new HashMap<>();
        List<BuildSystem> systems = new ArrayList<>();
        int read = 0;
        for (Manifest manifest : manifests) {
            List<Predicate<String>> outer =
                    covers.computeIfAbsent(manifest.tool(), _ -> new ArrayList<>());
            boolean isCovered = outer.stream().anyMatch(one -> one.test(manifest.folder()));
            if (isCovered && !manifest.tool().isCoverageInherited()) {
                continue;
            }
            if (read++ == MAX_MANIFESTS) {
                break;
            }
            Project project =
                    manifest.tool()
                            .read(new Folder(tree, manifest.folder(), paths), manifest.name());
            outer.add(project.covers());
            if (!isCovered && isWorthSaying(project.system())) {
                systems.add(project.system());
            }
        }
        return List.copyOf(systems);
    }

    /// As many as are read at most; more of them than are read where an outer one covers others.
    private static void prefetch(List<Manifest> manifests, FileTree tree) {
        tree.prefetch(
                manifests.stream()
                        .limit(MAX_MANIFESTS)
                        .flatMap(manifest -> tree.find(manifest.path()).stream())
                        .toList(),
                (int) Folder.MAX_MANIFEST_BYTES);
    }

    private static boolean isWorthSaying(BuildSystem system) {
        return (system.folder().isEmpty() && !system.name().equals("Make"))
                || system.find(BuildCommand.Purpose.TEST).isPresent()
                || system.find(BuildCommand.Purpose.LINT).isPresent()
                || !system.problems().isEmpty();
    }

    /// One for each tool and folder, in the order of reading; fills `paths` with files and folders.
    private static List<Manifest> manifests(FileTree tree, Set<String> paths) {
        Map<String, Manifest> best = new HashMap<>();
        for (TreeFile file : tree.files()) {
            addWithFolders(file.path(), paths);
            if (file.isRegular()) {
                for (BuildTool tool : TOOLS) {
                    consider(tool, file.path(), best);
                }
            }
        }
        return best.values().stream()
                .sorted(
                        Comparator.comparingInt(Manifest::depth)
                                .thenComparing(Manifest::folder)
                                .thenComparingInt(manifest -> order(manifest, paths)))
                .toList();
    }

    /// Tools keep their order, but for a folder with Gradle's wrapper and none of Maven's.
    private static int order(Manifest manifest, Set<String> paths) {
        String prefix = manifest.folder().isEmpty() ? "" : manifest.folder() + "/";
        boolean isBehind =
                manifest.tool() instanceof MavenTool
                        && paths.contains(prefix + "gradlew")
                        && !paths.contains(prefix + "mvnw");
        return 2 * TOOLS.indexOf(manifest.tool()) + (isBehind ? 3 : 0);
    }

    private static void addWithFolders(String path, Set<String> paths) {
        paths.add(path);
        for (int slash = path.lastIndexOf('/');
                slash > 0;
                slash = path.lastIndexOf('/', slash - 1)) {
            if (!paths.add(path.substring(0, slash + 1))) {
                return;
            }
        }
    }

    private static void consider(BuildTool tool, String path, Map<String, Manifest> best) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        int rank = tool.rank(name);
        if (rank < 0 || isMaterial(path) || FileKinds.byPath(path) == SurveyedFile.Kind.VENDORED) {
            return;
        }
        Manifest manifest = new Manifest(tool, rank, path.substring(0, Math.max(0, slash)), name);
        best.merge(
                TOOLS.indexOf(tool) + " " + manifest.folder(),
                manifest,
                (a, b) -> b.rank() < a.rank() ? b : a);
    }

    private static boolean isMaterial(String path) {
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            if (MATERIAL.contains(path.substring(start, slash))) {
                return true;
            }
            start = slash + 1;
        }
        return false;
    }
}
