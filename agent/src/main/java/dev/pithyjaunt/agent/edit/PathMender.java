package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives edits of a file that is not there the path of the one file that they fit: models
/// misremember folders, and name a diff's new side after what they made of it.
final class PathMender {

    /// Files looked into for one wrong path.
    private static final int MAX_CANDIDATES = 20;

    /// Wrong paths of one reply that are looked into.
    private static final int MAX_WRONG_PATHS = 20;

    /// Letters and digits that the expected lines must have to tell one file from others.
    private static final int MIN_LETTERS = 20;

    private final List<Edit> edits;
    private final FileTree base;
    private final Set<String> made = new HashSet<>();
    private final Map<String, Optional<String>> mended = new HashMap<>();

    private PathMender(List<Edit> edits, FileTree base) {
        this.edits = edits;
        this.base = base;
    }

    static List<Edit> mend(List<Edit> edits, FileTree base) {
        PathMender mender = new PathMender(edits, base);
        return edits.stream().map(mender::mend).toList();
    }

    private Edit mend(Edit edit) {
        if (!(edit instanceof Edit.Replace replace)
                || replace.namesNoLine()
                || made.contains(edit.path())
                || base.find(edit.path()).isPresent()) {
            made.add(edit.path());
            return edit;
        }
        return mended.computeIfAbsent(edit.path(), this::rightPath)
                .<Edit>map(path -> withPath(replace, path))
                .orElse(edit);
    }

    private static Edit.Replace withPath(Edit.Replace edit, String path) {
        Edit.Origin origin = edit.origin();
        Set<Leniency> leniencies = EnumSet.of(Leniency.WRONG_PATH);
        leniencies.addAll(origin.leniencies());
        return new Edit.Replace(
                path,
                edit.lines(),
                edit.hint(),
                new Edit.Origin(origin.line(), origin.draft(), origin.raw(), leniencies));
    }

    private Optional<String> rightPath(String wrong) {
        if (mended.size() >= MAX_WRONG_PATHS) {
            return Optional.empty();
        }
        List<Edit.Replace> misled =
                edits.stream()
                        .filter(edit -> edit.path().equals(wrong))
                        .filter(Edit.Replace.class::isInstance)
                        .map(Edit.Replace.class::cast)
                        .toList();
        List<String> fitting =
                candidates(wrong, misled).stream().filter(path -> fit(misled, path)).toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    /// The other name of the diff's header, and files of the same name; none when these are too
    /// many.
    private Set<String> candidates(String wrong, List<Edit.Replace> misled) {
        Set<String> paths = new LinkedHashSet<>();
        misled.forEach(edit -> paths.add(edit.hint().otherPath()));
        String name = "/" + wrong.substring(wrong.lastIndexOf('/') + 1);
        base.files().stream()
                .map(TreeFile::path)
                .filter(path -> ("/" + path).endsWith(name))
                .limit(MAX_CANDIDATES + 1)
                .forEach(paths::add);
        return paths.size() <= MAX_CANDIDATES ? paths : Set.of();
    }

    private boolean fit(List<Edit.Replace> misled, String path) {
        Optional<TreeFile> file =
                base.find(path)
                        .filter(TreeFile::isRegular)
                        .filter(there -> base.size(there) <= FileFitting.MAX_BYTES);
        if (file.isEmpty()) {
            return false;
        }
        PlaceFinder finder = new PlaceFinder(SourceText.of(base.read(file.get())).lines());
        return misled.stream()
                .allMatch(edit -> {
                    List<Match> matches = tells(edit) ? finder.find(edit) : List.of();
                    return matches.size() == 1
                            && matches.getFirst().rung().compareTo(Rung.PUNCTUATION) <= 0;
                });
    }

    private static boolean tells(Edit.Replace edit) {
        return edit.preImage().stream()
                        .flatMapToInt(String::chars)
                        .filter(Character::isLetterOrDigit)
                        .count()
                >= MIN_LETTERS;
    }
}
