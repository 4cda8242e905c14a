package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a repository tells agents: the `AGENTS.md` of its root and of the folders above files, the
/// nearer to a file the later.
///
/// Source: <https://agents.md>
final class Guidance {

    private static final String NAME = "AGENTS.md";

    private Guidance() {}

    /// As much as fits, whole files only; what does not is added to those left out.
    static String above(
            List<String> paths,
            CommitTree tree,
            Contents contents,
            Room room,
            List<Omitted> omitted) {
        StringBuilder text = new StringBuilder();
        for (String folder : folders(paths)) {
            Optional<TreeFile> file = tree.find(folder + NAME);
            if (file.isEmpty()) {
                continue;
            }
            if (!file.get().isRegular()) {
                omitted.add(new Omitted(folder + NAME, Omitted.Reason.NOT_A_FILE));
                continue;
            }
            Optional<String> shown =
                    room.canHold(tree.size(file.get()))
                            ? shown(contents, file.get())
                            : Optional.empty();
            if (shown.isPresent() && room.take(shown.get())) {
                text.append(shown.get());
            } else {
                omitted.add(new Omitted(folder + NAME, Omitted.Reason.OVER_BUDGET));
            }
        }
        return text.toString();
    }

    private static Optional<String> shown(Contents contents, TreeFile file) {
        byte[] content = contents.get(file);
        return ShownFile.isText(content)
                ? Optional.of(ShownFile.guidance(file.path(), ShownFile.text(content)))
                : Optional.empty();
    }

    /// The root first.
    private static Set<String> folders(List<String> paths) {
        Set<String> folders = new LinkedHashSet<>(List.of(""));
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash + 1));
            }
        }
        return folders;
    }
}
