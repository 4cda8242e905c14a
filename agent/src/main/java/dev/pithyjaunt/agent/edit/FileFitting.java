package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The edits of one file, fitted together to its text in the commit.
final class FileFitting {

    /// Larger files are not edited.
    static final long MAX_BYTES = 8 << 20;

    private final String path;
    private final TreeFile.Mode mode;
    private final Optional<SourceText> original;
    private final List<Edit.Replace> replacements = new ArrayList<>();
    private Optional<SourceText> whole = Optional.empty();
    private boolean deleted;
    private Optional<String> renamedTo = Optional.empty();
    private List<Fitting.Fit> fits = List.of();

    private FileFitting(String path, TreeFile.Mode mode, Optional<SourceText> original) {
        this.path = path;
        this.mode = mode;
        this.original = original;
    }

    /// @throws RefusedEditException when the file is none of text
    static FileFitting existing(TreeFile file, byte[] content) {
        for (byte b : content) {
            if (b == 0) {
                throw new RefusedEditException("it is a binary file");
            }
        }
        return new FileFitting(file.path(), file.mode(), Optional.of(SourceText.of(content)));
    }

    static FileFitting absent(String path) {
        return new FileFitting(path, TreeFile.Mode.FILE, Optional.empty());
    }

    private SourceText text() {
        return original.orElseGet(() -> SourceText.of(List.of()));
    }

    /// @throws RefusedEditException when the edit can't be made, whatever the others are
    void add(Edit edit) {
        if (deleted || (whole.isPresent() && !(edit instanceof Edit.Rename))) {
            throw new RefusedEditException("another edit of the same answer sets the whole file");
        }
        switch (edit) {
            case Edit.Replace replace -> addReplace(replace);
            case Edit.Write write -> addWrite(write);
            case Edit.Rename rename -> renamedTo = Optional.of(rename.path());
            case Edit.Delete delete -> addDelete(delete);
        }
    }

    private void addDelete(Edit.Delete delete) {
        refuseIfEdited();
        Form form = Form.WITHOUT_SPACE;
        Set<String> there = text().lines().stream().map(form::of).collect(Collectors.toSet());
        List<String> stated = delete.lines().stream().map(form::of).toList();
        long strange = stated.stream().filter(line -> !there.contains(line)).count();
        if (!stated.isEmpty()
                && (strange * 10 > stated.size() || stated.size() * 2 < there.size())) {
            throw new RefusedEditException(
                    "%d lines are stated of the file that is to be deleted, %d of them are not in it, and it has %d: to delete it, state no lines"
                            .formatted(stated.size(), strange, there.size()));
        }
        deleted = true;
    }

    private void addWrite(Edit.Write write) {
        refuseIfEdited();
        refuseElision(write.lines());
        refuseLeftOut(write.lines());
        refuseUnwritable(write.lines());
        refuseSnippet(write.lines());
        whole =
                Optional.of(
                        original.map(text ->
                                        text.with(
                                                List.of(
                                                        new Change(
                                                                0,
                                                                text.lines().size(),
                                                                write.lines()))))
                                .orElseGet(() -> SourceText.of(write.lines())));
    }

    private void addReplace(Edit.Replace edit) {
        List<String> added = EditLine.texts(edit.lines(), EditLine.Kind.REMOVED);
        refuseElision(
                edit.lines().stream()
                        .filter(line -> line.kind() == EditLine.Kind.ADDED)
                        .map(EditLine::text)
                        .toList());
        refuseUnwritable(added);
        replacements.add(edit);
    }

    private static void refuseElision(List<String> lines) {
        lines.stream()
                .filter(Elision::isTold)
                .findFirst()
                .ifPresent(line -> {
                    throw leftOut(line);
                });
    }

    private static RefusedEditException leftOut(String line) {
        return new RefusedEditException(
                "\"%s\" stands for code that was left out: write it in full"
                        .formatted(line.strip()));
    }

    /// Bare dots in a comment are refused where the file has none: in a whole file they stand for
    /// the rest of it.
    private void refuseLeftOut(List<String> lines) {
        lines.stream()
                .filter(Elision::isComment)
                .filter(line -> !text().lines().contains(line))
                .findFirst()
                .ifPresent(line -> {
                    throw leftOut(line);
                });
    }

    /// A fence under the name of a file may be a part of it, shown. What is less than half as long
    /// is not taken for all of it.
    private void refuseSnippet(List<String> lines) {
        long before = text().lines().stream().filter(line -> !line.isBlank()).count();
        long after = lines.stream().filter(line -> !line.isBlank()).count();
        if (after * 2 < before) {
            throw new RefusedEditException(
                    "the file has %d lines that are not blank, and the whole file that was stated has %d: state the change in search/replace blocks"
                            .formatted(before, after));
        }
    }

    private void refuseUnwritable(List<String> lines) {
        if (lines.stream().anyMatch(line -> line.indexOf('\0') >= 0)) {
            throw new RefusedEditException("the new text holds a NUL character");
        }
        if (!text().canHold(lines)) {
            throw new RefusedEditException(
                    "the file's encoding (%s) cannot hold the new text"
                            .formatted(text().charset()));
        }
    }

    private void refuseIfEdited() {
        if (!replacements.isEmpty()) {
            throw new RefusedEditException("another edit of the same answer changes lines of it");
        }
    }

    /// Fits the replacements to the text, all of them or none.
    ///
    /// @return the refusals; empty when all fit
    List<RefusedEdit> resolve(SyntaxJudge syntax) {
        if (replacements.isEmpty()) {
            return List.of();
        }
        Replacements together = Replacements.fit(replacements, text());
        Replacements fitted =
                together.refused().isEmpty()
                                || replacements.size() == 1
                                || !Replacements.areFew(replacements, text())
                        ? together
                        : Replacements.fitOneByOne(replacements, text())
                                .filter(one -> one.refused().isEmpty())
                                .orElse(together);
        whole = Optional.of(fitted.text());
        fits = fitted.fits();
        return fitted.refused().isEmpty() ? doubtful(fitted, syntax) : fitted.refused();
    }

    /// The edits whose place was found by part of their context only, when the file does not read
    /// as its language does with them alone.
    private List<RefusedEdit> doubtful(Replacements fitted, SyntaxJudge syntax) {
        List<Fitting.Fit> drifted =
                fits.stream().filter(fit -> fit.rung() == Rung.DRIFTED).toList();
        if (drifted.isEmpty()
                || !syntax.isBroken(
                        renamedTo.orElse(path),
                        original.map(SourceText::bytes),
                        fitted.only(Rung.DRIFTED, text()).bytes())) {
            return List.of();
        }
        return drifted.stream()
                .map(fit ->
                        RefusedEdit.of(
                                fit.edit(),
                                "the lines around the change are not the file's; the likeliest place is line %d, but there the change breaks the syntax"
                                        .formatted(fit.line()),
                                ""))
                .toList();
    }

    List<Fitting.Fit> fits() {
        return fits;
    }

    /// The file as it is with its edits; two entries when it moves.
    Stream<Fitting.FittedFile> result() {
        Fitting.FittedFile gone = new Fitting.FittedFile(path, mode, Optional.empty());
        if (deleted) {
            return Stream.of(gone);
        }
        Optional<byte[]> content = Optional.of(whole.orElseGet(this::text).bytes());
        return renamedTo
                .map(to -> Stream.of(gone, new Fitting.FittedFile(to, mode, content)))
                .orElseGet(() -> Stream.of(new Fitting.FittedFile(path, mode, content)));
    }
}
