package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.path.PathRule;
import dev.pithyjaunt.agent.path.RepositoryPath;
import dev.pithyjaunt.agent.prompt.ShownFile;
import dev.pithyjaunt.agent.prompt.Visible;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The files of the commit, by the paths that a model writes.
final class CommitFiles {

    /// Files above this are not read.
    static final long MAX_BYTES = 4 << 20;

    private static final int MAX_SUGGESTIONS = 3;

    private final CommitTree tree;
    private final Map<String, Integer> ranks = new HashMap<>();

    /// @param ranked paths, best first; those of the commit that are not among them come after
    CommitFiles(CommitTree tree, List<String> ranked) {
        this.tree = tree;
        ranked.forEach(path -> ranks.putIfAbsent(path, ranks.size()));
    }

    CommitTree tree() {
        return tree;
    }

    /// Those that can be read, best first.
    Stream<TreeFile> readable(List<TreeFile> files) {
        List<Long> sizes = tree.sizes(files);
        return IntStream.range(0, files.size())
                .filter(i -> files.get(i).isRegular() && sizes.get(i) <= MAX_BYTES)
                .mapToObj(files::get)
                .sorted(
                        Comparator.comparingInt(
                                file -> ranks.getOrDefault(file.path(), Integer.MAX_VALUE)));
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /// The text of a file.
    ///
    /// @throws BadCallException when there is none
    String read(String path) {
        TreeFile file = file(path);
        String name = Visible.name(file.path());
        switch (file.mode()) {
            case FILE, EXECUTABLE -> {}
            case SYMLINK ->
                    throw new BadCallException(
                            "%s is a symbolic link, and links are not followed.".formatted(name));
            case SUBMODULE ->
                    throw new BadCallException(
                            "%s is a submodule: its files are in another repository."
                                    .formatted(name));
        }
        long size = tree.size(file);
        if (size > MAX_BYTES) {
            throw new BadCallException(
                    "%s has %,d bytes, which is too large to be read; search may find what you need."
                            .formatted(name, size));
        }
        byte[] content = tree.read(file);
        if (!ShownFile.isText(content)) {
            throw new BadCallException(
                    "%s is a binary file of %,d bytes.".formatted(name, content.length));
        }
        return text(content);
    }

    private TreeFile file(String written) {
        String path = checked(written);
        Optional<TreeFile> file = tree.find(path);
        if (file.isPresent()) {
            return file.get();
        }
        String name = Visible.name(path);
        if (hasFolder(path)) {
            throw new BadCallException("%s is a folder: use list.".formatted(name));
        }
        List<String> near = near(path);
        throw new BadCallException(
                near.isEmpty()
                        ? "There is no file %s.".formatted(name)
                        : "There is no file %s. Did you mean %s?"
                                .formatted(
                                        name,
                                        near.stream()
                                                .map(Visible::name)
                                                .collect(Collectors.joining(", or "))));
    }

    /// Whether files lie below it.
    boolean hasFolder(String path) {
        return tree.files().stream().anyMatch(file -> file.path().startsWith(path + "/"));
    }

    /// A path as the commit would have it.
    ///
    /// @throws BadCallException when it can't be one
    static String checked(String written) {
        String path = written.replaceFirst("^(?:\\./)+", "").replaceFirst("/$", "");
        Optional<PathRule> broken = RepositoryPath.broken(path);
        if (broken.isPresent()) {
            throw new BadCallException(
                    "%s can't be looked up: %s."
                            .formatted(
                                    Visible.name(abridged(written)),
                                    broken.get() == PathRule.GIT_FOLDER
                                            ? "git's own files are not part of the commit"
                                            : broken.get().sentence()));
        }
        return path;
    }

    private static String abridged(String path) {
        return path.length() <= 200 ? path : path.substring(0, 200) + "…";
    }

    /// Files of the same name, or with one that holds it or is held by it, without its ending.
    private List<String> near(String path) {
        String name = stem(path);
        return tree.files().stream()
                .filter(file -> {
                    String other = stem(file.path());
                    return name.length() > 2
                            && other.length() > 2
                            && (other.contains(name) || name.contains(other));
                })
                .sorted(
                        Comparator.comparingInt((TreeFile file) ->
                                        name(file.path()).equals(name(path)) ? 0 : 1)
                                .thenComparingInt(file ->
                                        Math.abs(stem(file.path()).length() - name.length())))
                .limit(MAX_SUGGESTIONS)
                .map(TreeFile::path)
                .toList();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String stem(String path) {
        return name(path).replaceFirst("\\.[^.]*$", "").toLowerCase(Locale.ROOT);
    }
}
