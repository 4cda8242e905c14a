package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fits edits to the files of a commit: all of them or none.
public final class Fitter {

    private final FileTree base;
    private final SyntaxJudge syntax;
    private final Map<String, FileFitting> byPath = new LinkedHashMap<>();
    private final List<RefusedEdit> refused = new ArrayList<>();

    /// Old names of files that move.
    private final Set<String> moved = new HashSet<>();

    /// Paths of files that come, and the folders above them.
    private final Set<String> comes = new HashSet<>();

    private final Set<String> foldersAbove = new HashSet<>();

    private Fitter(FileTree base, SyntaxJudge syntax) {
        this.base = base;
        this.syntax = syntax;
    }

    /// @param syntax asked of files in which a place was found by part of its context
    public static Fitting fit(List<Edit> edits, FileTree base, SyntaxJudge syntax) {
        return new Fitter(base, syntax).fit(edits);
    }

    private Fitting fit(List<Edit> edits) {
        List<Edit> mended = PathMender.mend(edits, base);
        for (Edit edit : mended) {
            try {
                file(edit).add(edit);
            } catch (RefusedEditException e) {
                refused.add(RefusedEdit.of(edit, e));
            }
        }
        byPath.values().forEach(file -> refused.addAll(file.resolve(syntax)));
        if (!refused.isEmpty()) {
            return new Fitting.Refused(
                    refused.stream().map(RefusedEdit::refusal).toList(), others(mended));
        }
        return new Fitting.Fitted(
                byPath.values().stream().flatMap(FileFitting::result).toList(),
                byPath.values().stream().flatMap(file -> file.fits().stream()).toList());
    }

    private List<Edit> others(List<Edit> edits) {
        Set<Edit> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        refused.forEach(one -> gone.add(one.edit()));
        List<Edit> others = edits.stream().filter(edit -> !gone.contains(edit)).toList();
        boolean fit =
                !others.isEmpty() && new Fitter(base, syntax).fit(others) instanceof Fitting.Fitted;
        return fit ? others : List.of();
    }

    private FileFitting file(Edit edit) {
        FileFitting known = byPath.get(edit.path());
        if (edit instanceof Edit.Rename rename) {
            checkMove(rename);
        } else if (known != null) {
            return known;
        } else if (moved.contains(edit.path())) {
            throw new RefusedEditException("another edit of the same answer moves the file away");
        }
        String path = edit instanceof Edit.Rename rename ? rename.from() : edit.path();
        RepositoryPath.check(path);
        RepositoryPath.check(edit.path());
        Optional<TreeFile> there = base.find(path);
        if (there.isPresent() && !there.get().isRegular()) {
            throw new RefusedEditException("it is not a regular file in the repository");
        }
        long size = there.map(base::size).orElse(0L);
        if (size > FileFitting.MAX_BYTES) {
            throw new RefusedEditException(
                    "the file has %,d bytes, more than the %,d that are edited"
                            .formatted(size, FileFitting.MAX_BYTES));
        }
        if (there.isEmpty()) {
            checkCreates(edit, path);
        }
        FileFitting file =
                there.isPresent()
                        ? FileFitting.existing(there.get(), base.read(there.get()))
                        : FileFitting.absent(path);
        if (there.isEmpty() || edit instanceof Edit.Rename) {
            takePlace(edit.path());
        }
        if (edit instanceof Edit.Rename) {
            moved.add(path);
        }
        byPath.put(edit.path(), file);
        return file;
    }

    private void checkMove(Edit.Rename rename) {
        if (base.find(rename.path()).isPresent()) {
            throw new RefusedEditException("a file of that name is there already");
        }
        if (byPath.containsKey(rename.path())) {
            throw new RefusedEditException(
                    "another edit of the same answer makes a file of that name");
        }
        if (byPath.containsKey(rename.from()) || moved.contains(rename.from())) {
            throw new RefusedEditException(
                    "another edit of the same answer changes, moves or deletes %s: move it first and change it under its new name"
                            .formatted(rename.from()));
        }
    }

    private void checkCreates(Edit edit, String path) {
        boolean creates =
                switch (edit) {
                    case Edit.Replace replace -> replace.namesNoLine();
                    case Edit.Write _ -> true;
                    case Edit.Delete _ -> false;
                    case Edit.Rename _ ->
                            throw new RefusedEditException(
                                    "the repository has no file %s that could be moved there"
                                                    .formatted(path)
                                            + alike(path));
                };
        if (!creates) {
            throw new RefusedEditException("the repository has no such file" + alike(path));
        }
    }

    /// Sees that a new file gets in the way of no other and none in its own.
    private void takePlace(String path) {
        String folder = path + "/";
        if (base.files().stream().anyMatch(file -> file.path().startsWith(folder))) {
            throw new RefusedEditException("it is a folder in the repository");
        }
        List<String> folders = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            if (base.find(parent).isPresent()) {
                throw new RefusedEditException(
                        "%s is a file or a link in the repository, not a folder".formatted(parent));
            }
            folders.add(parent);
        }
        if (foldersAbove.contains(path) || folders.stream().anyMatch(comes::contains)) {
            throw new RefusedEditException(
                    "another edit of the same answer makes a file above or below it");
        }
        comes.add(path);
        foldersAbove.addAll(folders);
    }

    /// Paths with the same file name, to help with a wrong folder.
    private String alike(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<String> found =
                base.files().stream()
                        .map(TreeFile::path)
                        .filter(other -> other.equals(name) || other.endsWith("/" + name))
                        .limit(3)
                        .toList();
        return found.isEmpty() ? "" : "; there is " + String.join(", ", found);
    }
}
