package dev.pithyjaunt.runner.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.patch.Application.AppliedFile;
import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

class ReplacementTest {

    @TempDir Path root;

    private static AppliedFile file(String path, String content, Mode mode) {
        return new AppliedFile(path, Optional.of(new Entry.File(mode, content.getBytes(UTF_8))));
    }

    private static AppliedFile gone(String path) {
        return new AppliedFile(path, Optional.empty());
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(path -> !path.equals(root)).toList()) {
                tree.put(
                        root.relativize(path).toString(),
                        Files.isDirectory(path)
                                ? "folder"
                                : PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                                        + " "
                                        + Files.readString(path));
            }
        }
        return tree;
    }

    @Test
    void filesAreWrittenMovedAndDeletedAndEmptyFoldersGo() throws IOException {
        write("a.txt", "a");
        write("old/deep/b.txt", "b");
        write("run.sh", "run");
        Files.setPosixFilePermissions(
                root.resolve("a.txt"), PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(
                root.resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));

        Replacement.make(
                root,
                List.of(
                        gone("old/deep/b.txt"),
                        file("a.txt", "A", Mode.FILE),
                        file("run.sh", "run", Mode.EXECUTABLE),
                        file("new/deep/c.txt", "c", Mode.FILE)));

        assertThat(tree())
                .isEqualTo(
                        Map.of(
                                "a.txt", "rw-r----- A",
                                "run.sh", "rwxr-xr-x run",
                                "new", "folder",
                                "new/deep", "folder",
                                "new/deep/c.txt", "rw-r--r-- c"));
    }

    @Test
    void everythingIsAsItWasWhenTheLastFileCannotBeWritten() throws IOException {
        write("a.txt", "a");
        write("b.txt", "b");
        write("old/c.txt", "c");
        write("blocked", "a file where a folder is needed");
        Map<String, String> before = tree();

        assertThatThrownBy(() ->
                        Replacement.make(
                                root,
                                List.of(
                                        gone("old/c.txt"),
                                        file("a.txt", "A", Mode.FILE),
                                        file("new/d.txt", "d", Mode.FILE),
                                        file("blocked/e.txt", "e", Mode.FILE))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("nothing was changed, since a file can't be written");

        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void renamesThatWereMadeAreTakenBackWhenOneFails() throws IOException {
        write("a.txt", "a");
        write("b.txt", "b");
        Map<String, String> before = tree();

        // Two names of one place: the second rename finds the first one's file there.
        assertThatThrownBy(() ->
                        Replacement.make(
                                root,
                                List.of(
                                        gone("b.txt"),
                                        file("a.txt", "A", Mode.FILE),
                                        file("./a.txt", "B", Mode.FILE))))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileAlreadyExistsException.class);

        assertThat(tree()).isEqualTo(before);
    }
}
