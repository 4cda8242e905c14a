package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;
import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A folder that is being read, and what was found in it so far.
final class Folder {

    /// Bytes of a manifest above which it is not read.
    static final long MAX_MANIFEST_BYTES = 1 << 20;

    private final FileTree tree;
    private final String path;
    private final Set<String> paths;
    private final List<BuildCommand> commands = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /// @param path without a slash at its end; empty for the root
    /// @param paths of all files of the tree, and of their folders with a slash at their end
    Folder(FileTree tree, String path, Set<String> paths) {
        this.tree = tree;
        this.path = path;
        this.paths = paths;
    }

    String path() {
        return path;
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /// Whether there is such a file, or with a slash at the end such a folder.
    boolean has(String name) {
        return paths.contains(at(name));
    }

    /// Whether the root has such a file.
    boolean rootHas(String name) {
        return paths.contains(name);
    }

    /// The first of the names that is there.
    Optional<String> first(String... names) {
        for (String name : names) {
            if (has(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /// The content of a file; empty when there is none. One that is too large is a problem.
    Optional<byte[]> bytes(String name) {
        Optional<TreeFile> file = tree.find(at(name)).filter(TreeFile::isRegular);
        long size = file.map(tree::size).orElse(0L);
        if (size > MAX_MANIFEST_BYTES) {
            problem(name, "it has %d bytes, more than are read".formatted(size));
            return Optional.empty();
        }
        return file.map(tree::read);
    }

    /// The same as text; absent files are empty.
    String text(String name) {
        return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }

    void problem(String name, String what) {
        problems.add(at(name) + ": " + what);
    }

    void add(Purpose purpose, String line, String source) {
        commands.add(new BuildCommand(purpose, line, source));
    }

    BuildSystem system(String name, String manifest) {
        commands.sort(Comparator.comparing(BuildCommand::purpose));
        return new BuildSystem(name, at(manifest), path, commands, problems);
    }
}
