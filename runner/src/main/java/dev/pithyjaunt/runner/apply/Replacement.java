package dev.pithyjaunt.runner.apply;

import dev.pithyjaunt.agent.patch.Application.AppliedFile;
import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile.Mode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Puts files into a work tree, all or none: the new ones are written beside their places, what is
/// there is renamed out of the way, and the new ones are renamed into their places. When one of
/// these steps fails, those before it are taken back.
final class Replacement {

    private final Path root;
    private final Map<Path, Path> fresh = new LinkedHashMap<>();
    private final List<Path> old = new ArrayList<>();
    private final Deque<Undo> undos = new ArrayDeque<>();

    private Replacement(Path root) {
        this.root = root;
    }

    /// @throws UncheckedIOException when it fails; the files are then as they were
    static void make(Path root, List<AppliedFile> files) {
        Replacement replacement = new Replacement(root);
        try {
            replacement.make(files);
        } catch (IOException e) {
            replacement.takeBack(e);
            throw new UncheckedIOException("nothing was changed, since a file can't be written", e);
        }
        replacement.clear(files);
    }

    private void make(List<AppliedFile> files) throws IOException {
        for (AppliedFile file : files) {
            if (file.file().isPresent()) {
                write(root.resolve(file.path()), file.file().get());
            }
        }
        for (AppliedFile file : files) {
            moveAway(root.resolve(file.path()));
        }
        for (Map.Entry<Path, Path> file : fresh.entrySet()) {
            Files.move(file.getValue(), file.getKey());
            undos.push(() -> Files.delete(file.getKey()));
        }
    }

    private void write(Path target, Entry.File file) throws IOException {
        makeFolder(target.resolveSibling(""));
        Path beside = Files.createFile(beside(target));
        undos.push(() -> Files.deleteIfExists(beside));
        Files.write(beside, file.content());
        Files.setPosixFilePermissions(beside, permissions(target, beside, file.mode()));
        fresh.put(target, beside);
    }

    private static Path beside(Path target) {
        return target.resolveSibling(".jaunt-apply-" + UUID.randomUUID());
    }

    private void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            makeFolder(folder.resolveSibling(""));
            Files.createDirectory(folder);
            undos.push(() -> Files.delete(folder));
        }
    }

    /// Those of the file that is replaced, or what a new file gets here, and the right to execute
    /// for everybody who may read when the mode says so.
    private static Set<PosixFilePermission> permissions(Path target, Path beside, Mode mode)
            throws IOException {
        boolean isThere = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions =
                new HashSet<>(
                        Files.getPosixFilePermissions(
                                isThere ? target : beside, LinkOption.NOFOLLOW_LINKS));
        Map<PosixFilePermission, PosixFilePermission> executions =
                Map.of(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
                        PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
                        PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
        if (mode != Mode.EXECUTABLE) {
            permissions.removeAll(executions.values());
        } else if (!permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
            executions.forEach((read, execute) -> {
                if (permissions.contains(read)) {
                    permissions.add(execute);
                }
            });
        }
        return permissions;
    }

    private void moveAway(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Path away = Files.move(target, beside(target));
            undos.push(() -> Files.move(away, target));
            old.add(away);
        }
    }

    private void takeBack(IOException cause) {
        while (!undos.isEmpty()) {
            try {
                undos.pop().run();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /// What was there goes, and folders that hold nothing any more, as git leaves none.
    private void clear(List<AppliedFile> files) {
        try {
            for (Path file : old) {
                Files.delete(file);
            }
            for (AppliedFile file : files) {
                if (file.file().isEmpty()) {
                    clearFolder(root.resolve(file.path()).resolveSibling(""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the patch is applied, but old files are left over", e);
        }
    }

    private void clearFolder(Path folder) throws IOException {
        if (folder.equals(root)) {
            return;
        }
        try {
            Files.delete(folder);
            clearFolder(folder.resolveSibling(""));
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // It still holds something, or another file's turn has taken it.
        }
    }

    /// Takes one step back.
    private interface Undo {
        void run() throws IOException;
    }
}
