package dev.pithyjaunt.agent.patch;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One application of one patch: first every file patch for itself, then whether the files that
/// come of them can be there together.
final class PatchApplication {

    private static final int MAX_FILE_LINES = 2_000_000;
    private static final long MAX_TOTAL_BYTES = 128 << 20;
    private static final long MAX_COMPARED_CHARACTERS = 500_000_000;

    /// What git looks at to tell binary files from text.
    private static final int SNIFFED_BYTES = 8000;

    private final PatchTree tree;
    private final Budget budget = new Budget(MAX_COMPARED_CHARACTERS);
    private final Map<String, Entry.File> made = new LinkedHashMap<>();
    private final Set<String> inPlace = new HashSet<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private final List<Application.Placement> placements = new ArrayList<>();
    private final List<Rejection> reasons = new ArrayList<>();
    private long readBytes;

    PatchApplication(PatchTree tree) {
        this.tree = tree;
    }

    Application apply(Patch patch) {
        for (FilePatch file : patch.files()) {
            int before = reasons.size();
            if (checkPaths(file) && checkOnce(file)) {
                apply(file);
            }
            if (reasons.size() > before && budget.isSpent()) {
                break;
            }
        }
        if (reasons.isEmpty()) {
            made.keySet().forEach(this::checkRoom);
        }
        return reasons.isEmpty()
                ? new Application.Applied(files(), placements)
                : new Application.Rejected(reasons, placements);
    }

    private boolean reject(FilePatch file, String expected, String found) {
        reasons.add(Rejection.ofFile(file.newPath(), expected, found));
        return false;
    }

    private boolean checkPaths(FilePatch file) {
        for (PathName name : List.of(file.oldSide().name(), file.newSide().name())) {
            Optional<String> expected = PathRules.broken(name);
            if (expected.isPresent()) {
                return reject(file, expected.get(), Shown.quoted(name.path()));
            }
            Optional<Rejection> above = folderAbove(name.path());
            if (above.isPresent()) {
                reasons.add(above.get());
                return false;
            }
        }
        return true;
    }

    /// Why no file can be at a path, since something above it is no folder.
    private Optional<Rejection> folderAbove(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String above = path.substring(0, slash);
            switch (tree.at(above)) {
                case Entry.Folder _ -> {}
                case Entry.Absent _ -> {
                    return Optional.empty();
                }
                case Entry.File file -> {
                    return Optional.of(notAFolder(path, above, file));
                }
                case Entry.Unusable unusable -> {
                    return Optional.of(notAFolder(path, above, unusable));
                }
            }
        }
        return Optional.empty();
    }

    private static Rejection notAFolder(String path, String above, Entry found) {
        return Rejection.ofFile(path, "a folder at " + Shown.path(above), found.inWords());
    }

    /// Whether no earlier part is about the same file. A path may be left and taken: files can
    /// change places, and what is deleted can be added as something else behind that.
    private boolean checkOnce(FilePatch file) {
        boolean leaves = file.change() == Change.DELETED || file.change() == Change.RENAMED;
        boolean staysInPlace =
                file.change() == Change.MODIFIED || file.change() == Change.MODE_CHANGED;
        String old = file.oldPath();
        boolean isLeftTwice = leaves && (gone.contains(old) || inPlace.contains(old));
        boolean isDeletedLate = file.change() == Change.DELETED && made.containsKey(old);
        boolean isTakenTwice = file.change() != Change.DELETED && made.containsKey(file.newPath());
        if (isLeftTwice || isDeletedLate || isTakenTwice || (staysInPlace && gone.contains(old))) {
            return reject(file, "one part about this file", "another one");
        }
        if (leaves) {
            gone.add(old);
        }
        if (staysInPlace) {
            inPlace.add(old);
        }
        return true;
    }

    private void apply(FilePatch file) {
        Optional<Entry.File> preImage = preImage(file);
        if (preImage.isEmpty()) {
            return;
        }
        TreeFile.Mode mode = file.newMode().orElse(preImage.get().mode());
        Optional<byte[]> content = content(file, preImage.get().content());
        if (content.isEmpty()) {
            return;
        }
        if (file.change() != Change.DELETED) {
            made.put(file.newPath(), new Entry.File(mode, content.get()));
        } else if (content.get().length > 0) {
            reject(
                    file,
                    "a file that is empty when it is deleted",
                    "%,d bytes".formatted(content.get().length));
        }
    }

    /// The file that is changed; of one that is added, an empty one.
    private Optional<Entry.File> preImage(FilePatch file) {
        if (file.oldMode().equals(Optional.of(TreeFile.Mode.SUBMODULE))
                || file.newMode().equals(Optional.of(TreeFile.Mode.SUBMODULE))) {
            reject(file, "a file", "a submodule");
            return Optional.empty();
        }
        if (file.change() == Change.ADDED) {
            return Optional.of(
                    new Entry.File(file.newMode().orElse(TreeFile.Mode.FILE), new byte[0]));
        }
        Entry entry = tree.at(file.oldPath());
        if (!(entry instanceof Entry.File found)) {
            reject(
                    file,
                    file.oldPath().equals(file.newPath())
                            ? "a file"
                            : "a file at " + Shown.path(file.oldPath()),
                    entry.inWords());
            return Optional.empty();
        }
        if (!isModeRight(file, found.mode()) || !isReadable(file, found.content())) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private boolean isModeRight(FilePatch file, TreeFile.Mode found) {
        boolean isStated = file.oldMode().isPresent();
        if (!isStated && !file.hunks().isEmpty() && found == TreeFile.Mode.SYMLINK) {
            return reject(file, "a file", "a symbolic link");
        }
        TreeFile.Mode expected = file.oldMode().orElse(found);
        if (expected != found) {
            return reject(file, "mode " + expected.digits(), "mode " + found.digits());
        }
        TreeFile.Mode next = file.newMode().orElse(found);
        boolean wasLink = found == TreeFile.Mode.SYMLINK;
        boolean isLink = next == TreeFile.Mode.SYMLINK;
        return file.change() == Change.DELETED
                || wasLink == isLink
                || reject(file, "a file that stays one", "mode " + next.digits());
    }

    private boolean isReadable(FilePatch file, byte[] content) {
        readBytes += content.length;
        if (readBytes > MAX_TOTAL_BYTES) {
            return reject(
                    file, "files of at most %,d bytes together".formatted(MAX_TOTAL_BYTES), "more");
        }
        if (!file.hunks().isEmpty()) {
            int lines = 0;
            for (int i = 0; i < content.length; i++) {
                if (content[i] == 0 && i < SNIFFED_BYTES) {
                    return reject(file, "a text file", "a binary file");
                }
                lines += content[i] == '\n' ? 1 : 0;
            }
            if (lines > MAX_FILE_LINES) {
                return reject(
                        file,
                        "at most %,d lines".formatted(MAX_FILE_LINES),
                        "%,d".formatted(lines));
            }
        }
        return true;
    }

    private Optional<byte[]> content(FilePatch file, byte[] preImage) {
        return switch (file.content()) {
            case Content.Unchanged _ -> Optional.of(preImage);
            case Content.BinaryMarker _, Content.Binary _ -> {
                reject(file, "text", "binary content");
                yield Optional.empty();
            }
            case Content.Text text -> {
                HunkFitting fitting = new HunkFitting(file.newPath(), text, preImage, budget);
                Optional<byte[]> fitted = fitting.fit();
                placements.addAll(fitting.placements());
                reasons.addAll(fitting.reasons());
                yield fitted;
            }
        };
    }

    /// Whether a file that comes into being finds its place free, and stands below no other one.
    private void checkRoom(String path) {
        if (!inPlace.contains(path)) {
            Entry there = tree.at(path);
            boolean isFree =
                    there instanceof Entry.Absent
                            || (there instanceof Entry.File && gone.contains(path));
            if (!isFree) {
                reasons.add(Rejection.ofFile(path, "nothing there yet", there.inWords()));
            }
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String above = path.substring(0, slash);
            if (made.containsKey(above)) {
                reasons.add(
                        Rejection.ofFile(
                                path,
                                "a folder at " + Shown.path(above),
                                "a file of the same patch"));
            }
        }
    }

    private List<Application.AppliedFile> files() {
        List<Application.AppliedFile> files = new ArrayList<>();
        gone.stream()
                .filter(path -> !made.containsKey(path))
                .map(path -> new Application.AppliedFile(path, Optional.empty()))
                .forEach(files::add);
        made.forEach(
                (path, file) -> files.add(new Application.AppliedFile(path, Optional.of(file))));
        return files;
    }
}
