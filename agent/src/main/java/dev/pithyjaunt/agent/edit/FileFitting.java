package dev.pithyjaunt.agent.edit;

import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The edits of one file, as they are fitted one after the other to its text in the commit.
final class FileFitting {

    private static final int NEAREST_LINES = 12;

    /// What models write where they left lines out. Written into a file it would delete them.
    private static final Pattern ELISION =
            Pattern.compile(
                    "\\s*(?://|#|--|;|/\\*|<!--|\\*)?\\s*(?:\\.\\.\\.|…)\\s*"
                            + "(?:\\(?(?:the )?(?:existing|rest|remaining|remainder|unchanged|other|same|previous)\\b.*)",
                    Pattern.CASE_INSENSITIVE);

    private final String path;
    private final TreeFile.Mode mode;
    private final Optional<byte[]> original;
    private final List<Place> places = new ArrayList<>();
    private Optional<SourceText> whole = Optional.empty();
    private boolean deleted;
    private Optional<String> renamedTo = Optional.empty();

    private FileFitting(String path, TreeFile.Mode mode, Optional<byte[]> original) {
        this.path = path;
        this.mode = mode;
        this.original = original;
    }

    static FileFitting existing(TreeFile file, byte[] content) {
        for (byte b : content) {
            if (b == 0) {
                throw new RefusedEditException("it is a binary file");
            }
        }
        return new FileFitting(file.path(), file.mode(), Optional.of(content));
    }

    static FileFitting absent(String path) {
        return new FileFitting(path, TreeFile.Mode.FILE, Optional.empty());
    }

    private SourceText text() {
        return original.map(SourceText::of).orElseGet(() -> SourceText.of(List.of()));
    }

    void add(Edit edit) {
        if (deleted || (whole.isPresent() && !(edit instanceof Edit.Rename))) {
            throw new RefusedEditException("another edit of the same answer sets the whole file");
        }
        switch (edit) {
            case Edit.Replace replace -> addReplace(replace);
            case Edit.Write write -> addWrite(write);
            case Edit.Rename rename -> renamedTo = Optional.of(rename.path());
            case Edit.Delete _ -> {
                refuseIfEdited();
                deleted = true;
            }
        }
    }

    private void addWrite(Edit.Write write) {
        refuseIfEdited();
        refuseElision(write.lines());
        SourceText text = text();
        refuseUnwritable(text, write.lines());
        whole =
                Optional.of(
                        original.isPresent()
                                ? text.with(0, text.lines().size(), write.lines())
                                : SourceText.of(write.lines()));
    }

    private void addReplace(Edit.Replace edit) {
        SourceText text = text();
        refuseElision(edit.postImage());
        refuseUnwritable(text, edit.postImage());
        Place place = edit.preImage().isEmpty() ? insertion(edit, text) : find(edit, text);
        if (places.stream().anyMatch(place::overlaps)) {
            throw new RefusedEditException(
                    "it changes lines that another edit of the same answer changes as well (line %d): state them as one"
                            .formatted(place.from() + 1));
        }
        places.add(place);
    }

    private static Place insertion(Edit.Replace edit, SourceText text) {
        int size = text.lines().size();
        if (size == 0) {
            return new Place(0, 0, edit.postImage(), Place.Rung.EXACT);
        }
        if (edit.statedLine().isEmpty() || edit.statedLine().getAsInt() > size) {
            throw new RefusedEditException(
                    "the file exists and the edit names no line of it: search for a line beside which the new ones belong");
        }
        // In a hunk without old lines, the line is the one after which the new ones follow.
        int after = edit.statedLine().getAsInt();
        return new Place(after, after, edit.postImage(), Place.Rung.EXACT);
    }

    private static Place find(Edit.Replace edit, SourceText text) {
        PlaceFinder finder = new PlaceFinder(text.lines());
        List<Place> found = finder.find(edit);
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw new RefusedEditException(
                    "the text to be replaced (%d %s) is not in the file"
                            .formatted(
                                    edit.preImage().size(),
                                    edit.preImage().size() == 1 ? "line" : "lines"),
                    finder.nearest(edit.preImage())
                            .map(line -> excerpt(text, line, edit.preImage().size()))
                            .orElse(""));
        }
        return found.stream()
                .filter(place ->
                        edit.statedLine().equals(java.util.OptionalInt.of(place.from() + 1)))
                .findFirst()
                .orElseThrow(() -> ambiguous(found));
    }

    private static RefusedEditException ambiguous(List<Place> found) {
        String lines =
                found.stream()
                        .limit(10)
                        .map(place -> String.valueOf(place.from() + 1))
                        .collect(Collectors.joining(", "));
        return new RefusedEditException(
                "the text to be replaced stands %d times in the file (lines %s): add lines around it until it is there once"
                        .formatted(found.size(), lines));
    }

    private static String excerpt(SourceText text, int from, int count) {
        int to = Math.min(text.lines().size(), from + Math.min(count, NEAREST_LINES));
        return IntStream.range(from, to)
                .mapToObj(i -> "%5d  %s%n".formatted(i + 1, text.lines().get(i)))
                .collect(Collectors.joining());
    }

    private static void refuseElision(List<String> lines) {
        lines.stream()
                .filter(line -> ELISION.matcher(line).matches())
                .findFirst()
                .ifPresent(line -> {
                    throw new RefusedEditException(
                            "\"%s\" stands for code that was left out: write it in full"
                                    .formatted(line.strip()));
                });
    }

    private static void refuseUnwritable(SourceText text, List<String> lines) {
        if (!text.canHold(lines)) {
            throw new RefusedEditException(
                    "the file's encoding (%s) cannot hold the new text".formatted(text.charset()));
        }
    }

    private void refuseIfEdited() {
        if (!places.isEmpty()) {
            throw new RefusedEditException("another edit of the same answer changes lines of it");
        }
    }

    /// The file as it is with its edits; two entries when it moves.
    Stream<Fitting.FittedFile> result() {
        Fitting.FittedFile gone = new Fitting.FittedFile(path, mode, Optional.empty());
        if (deleted) {
            return Stream.of(gone);
        }
        Optional<byte[]> content = Optional.of(editedText().bytes());
        return renamedTo
                .map(to -> Stream.of(gone, new Fitting.FittedFile(to, mode, content)))
                .orElseGet(() -> Stream.of(new Fitting.FittedFile(path, mode, content)));
    }

    private SourceText editedText() {
        SourceText text = whole.orElseGet(this::text);
        // From the end, so that the places before stay where they are.
        for (Place place :
                places.stream().sorted(Comparator.comparingInt(Place::from).reversed()).toList()) {
            text = text.with(place.from(), place.to(), place.replacement());
        }
        return text;
    }
}
