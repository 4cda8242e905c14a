package dev.pithyjaunt.agent.edit;

import java.util.List;
import java.util.Locale;

/// What may be the path of a file in a repository.
final class RepositoryPath {

    private RepositoryPath() {}

    /// @throws RefusedEditException when the path could leave the repository or reach git's own
    ///   files, on any file system
    static void check(String path) {
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*") || path.contains("\\")) {
            throw new RefusedEditException(
                    "the path must be relative to the repository's root, with /");
        }
        if (path.codePoints().anyMatch(Character::isISOControl)) {
            throw new RefusedEditException("the path holds a control character");
        }
        for (String part : List.of(path.split("/", -1))) {
            String plain = part.toLowerCase(Locale.ROOT).replaceAll("[. ]+$", "");
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new RefusedEditException("the path has an empty, . or .. part");
            }
            if (plain.equals(".git") || plain.matches("git~\\d+") || plain.startsWith(".git:")) {
                throw new RefusedEditException("git's own files are not edited");
            }
        }
    }
}
