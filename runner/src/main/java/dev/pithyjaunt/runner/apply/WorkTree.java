package dev.pithyjaunt.runner.apply;

import dev.pithyjaunt.agent.patch.PatchTree;
import dev.pithyjaunt.git.TreeFile.Mode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// The files of a checkout as they lie there, committed or not.
///
/// @param root its topmost folder
record WorkTree(Path root) implements PatchTree {

    private static final long MAX_FILE_BYTES = 64 << 20;

    @Override
    public Entry at(String path) {
        Path file;
        try {
            file = root.resolve(path);
        } catch (InvalidPathException e) {
            return new Entry.Unusable(
                    "a name that this locale's encoding (%s) can't hold"
                            .formatted(System.getProperty("sun.jnu.encoding")));
        }
        try {
            return at(
                    file,
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return new Entry.Absent();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static Entry at(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            return new Entry.Unusable("a symbolic link");
        }
        if (attributes.isDirectory()) {
            return Files.exists(file.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
                    ? new Entry.Unusable("another repository")
                    : new Entry.Folder();
        }
        if (!attributes.isRegularFile()) {
            return new Entry.Unusable("something that is no file");
        }
        if (attributes.size() > MAX_FILE_BYTES) {
            return new Entry.Unusable(
                    "a file of %,d bytes, which is over %,d"
                            .formatted(attributes.size(), MAX_FILE_BYTES));
        }
        return new Entry.File(
                Files.isExecutable(file) ? Mode.EXECUTABLE : Mode.FILE, content(file));
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in =
                Channels.newInputStream(
                        Files.newByteChannel(
                                file,
                                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            return in.readNBytes((int) MAX_FILE_BYTES);
        }
    }
}
