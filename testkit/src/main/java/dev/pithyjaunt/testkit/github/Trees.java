package dev.pithyjaunt.testkit.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the trees of a listing of files, without an index.
final class Trees {

    private final BareGit git;

    Trees(BareGit git) {
        this.git = git;
    }

    /// @param files as `git ls-tree -r` prints them
    String write(List<String> files) {
        List<String> entries = new ArrayList<>();
        Map<String, List<String>> folders = new TreeMap<>();
        for (String file : files) {
            int tab = file.indexOf('\t');
            String path = file.substring(tab + 1);
            int slash = path.indexOf('/');
            if (slash < 0) {
                entries.add(file);
            } else {
                folders.computeIfAbsent(path.substring(0, slash), _ -> new ArrayList<>())
                        .add(file.substring(0, tab + 1) + path.substring(slash + 1));
            }
        }
        folders.forEach(
                (name, inside) -> entries.add("040000 tree " + write(inside) + "\t" + name));
        return git.tree(entries);
    }
}
