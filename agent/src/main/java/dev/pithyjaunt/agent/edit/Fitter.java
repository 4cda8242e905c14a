package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.Collections;
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
        if (known != null) {
            return known;
        }
        String path = edit instanceof Edit.Rename rename ? rename.from() : edit.path();
        RepositoryPath.check(path);
        RepositoryPath.check(edit.path());
        if (edit instanceof Edit.Rename && base.find(edit.path()).isPresent()) {
            throw new RefusedEditException("a file of that name is there already");
        }
        Optional<TreeFile> there = base.find(path);
        if (there.isPresent() && there.get().size() > FileFitting.MAX_BYTES) {
            throw new RefusedEditException(
                    "the file has %,d bytes, more than the %,d that are edited"
                            .formatted(there.get().size(), FileFitting.MAX_BYTES));
        }
        if (there.isPresent() && !there.get().isRegular()) {
            throw new RefusedEditException("it is not a regular file in the repository");
        }
        FileFitting file =
                there.isPresent()
                        ? FileFitting.existing(there.get(), base.read(there.get()))
                        : newFile(edit);
        byPath.put(edit.path(), file);
        return file;
    }

    private FileFitting newFile(Edit edit) {
        String path = edit.path();
        boolean creates =
                switch (edit) {
                    case Edit.Replace replace -> replace.preImage().isEmpty();
                    case Edit.Write _ -> true;
                    case Edit.Delete _, Edit.Rename _ -> false;
                };
        if (!creates) {
            throw new RefusedEditException("the repository has no such file" + alike(path));
        }
        String folder = path + "/";
        if (base.files().stream().anyMatch(file -> file.path().startsWith(folder))) {
            throw new RefusedEditException("it is a folder in the repository");
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            if (base.find(parent).isPresent()) {
                throw new RefusedEditException(
                        "%s is a file or a link in the repository, not a folder".formatted(parent));
            }
        }
        return FileFitting.absent(path);
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
