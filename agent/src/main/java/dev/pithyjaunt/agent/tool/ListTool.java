package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.model.ToolSpec.Kind;
import dev.pithyjaunt.agent.model.ToolSpec.Parameter;
import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.prompt.Visible;
import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Names what lies in a folder, or all files that a glob matches.
final class ListTool implements Tool {

    /// Entries whose sizes are told; to ask for those of more takes its time.
    private static final int MAX_SIZED = 2000;

    private final CommitFiles files;

    ListTool(CommitFiles files) {
        this.files = files;
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(
                "list",
                "Names the folders and files in a folder of the repository; with a glob, all files below"
                        + " it that match.",
                List.of(
                        new Parameter(
                                "folder",
                                Kind.TEXT,
                                false,
                                "From the repository's root; the root when it is left out."),
                        new Parameter(
                                "glob", Kind.TEXT, false, "Such as *.java or src/**/test/*.py."),
                        new Parameter(
                                "part", Kind.INTEGER, false, "Of a long list, from 1, to go on.")));
    }

    @Override
    public String subject(Arguments arguments) {
        int part = arguments.number("part");
        return arguments.find("folder").orElse("/")
                + arguments.find("glob").map(glob -> " " + glob).orElse("")
                + (part == 1 ? "" : " part " + part);
    }

    @Override
    public Finding use(Arguments arguments, int maxBytes) {
        String folder = folder(arguments.find("folder").orElse("."));
        Optional<Glob> glob = arguments.find("glob").map(Globs::parse);
        List<String> lines = glob.isPresent() ? matching(folder, glob.get()) : entries(folder);
        if (lines.isEmpty()) {
            throw new BadCallException("No file there matches the glob.");
        }
        int number = arguments.number("part");
        List<String> pages = Pages.of(String.join("\n", lines) + "\n", maxBytes);
        if (number > pages.size()) {
            throw new BadCallException("The list has %d parts.".formatted(pages.size()));
        }
        String more =
                number == pages.size()
                        ? ""
                        : "There is more: list part %d, or give a narrower glob.\n"
                                .formatted(number + 1);
        return new Finding(
                lines.size() == 1 ? "1 entry" : "%,d entries".formatted(lines.size()),
                pages.get(number - 1) + more);
    }

    /// With a `/` at its end, or empty for the root.
    private String folder(String written) {
        if (written.matches("\\.?/?")) {
            return "";
        }
        String path = CommitFiles.checked(written);
        if (!files.hasFolder(path)) {
            throw new BadCallException(
                    (files.tree().find(path).isPresent()
                                    ? "%s is a file: use read."
                                    : "There is no folder %s.")
                            .formatted(Visible.name(path)));
        }
        return path + "/";
    }

    private List<String> matching(String folder, Glob glob) {
        return lines(
                files.tree().files().stream()
                        .filter(file -> file.path().startsWith(folder))
                        .filter(file ->
                                glob.matches(file.path())
                                        || glob.matches(file.path().substring(folder.length())))
                        .toList(),
                0);
    }

    /// Folders first.
    private List<String> entries(String folder) {
        List<TreeFile> below =
                files.tree().files().stream()
                        .filter(file -> file.path().startsWith(folder))
                        .toList();
        Map<String, Long> folders =
                below.stream()
                        .map(file -> file.path().substring(folder.length()))
                        .filter(path -> path.indexOf('/') >= 0)
                        .collect(
                                Collectors.groupingBy(
                                        path -> path.substring(0, path.indexOf('/') + 1),
                                        TreeMap::new,
                                        Collectors.counting()));
        List<String> lines =
                folders.entrySet().stream()
                        .map(entry -> folderLine(entry.getKey(), entry.getValue()))
                        .collect(Collectors.toList());
        lines.addAll(
                lines(
                        below.stream()
                                .filter(file -> file.path().indexOf('/', folder.length()) < 0)
                                .toList(),
                        folder.length()));
        return lines;
    }

    /// @param from where in the paths the names begin
    private List<String> lines(List<TreeFile> entries, int from) {
        List<Long> sizes = entries.size() <= MAX_SIZED ? files.tree().sizes(entries) : List.of();
        return IntStream.range(0, entries.size())
                .mapToObj(i ->
                        Visible.name(entries.get(i).path().substring(from))
                                + what(entries.get(i).mode(), sizes.isEmpty() ? -1 : sizes.get(i)))
                .toList();
    }

    private static String folderLine(String name, long count) {
        return Visible.name(name) + (count == 1 ? "  1 file" : "  %,d files".formatted(count));
    }

    /// @param size negative when it was not asked for
    private static String what(TreeFile.Mode mode, long size) {
        return switch (mode) {
            case FILE, EXECUTABLE -> size < 0 ? "" : "  %,d bytes".formatted(size);
            case SYMLINK -> "  symbolic link";
            case SUBMODULE -> "  submodule";
        };
    }
}
