package dev.pithyjaunt.runner.testreport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An open folder that untrusted code may have filled: nothing below it is reached through a link,
/// since each step is taken from the open folder and not by a path. Where the system can't do that,
/// paths are used, and a link that appears between a look and a step would be followed.
///
/// Look at the [#attributes] first: opening what is neither a folder nor a file may wait for ever.
final class Folder implements AutoCloseable {

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private final DirectoryStream<Path> stream;
    private final @Nullable SecureDirectoryStream<Path> secure;

    private Folder(Path path, DirectoryStream<Path> stream, boolean secure) {
        this.path = path;
        this.stream = stream;
        this.secure = secure && stream instanceof SecureDirectoryStream<Path> s ? s : null;
    }

    /// @param path its own last name may not be a link; those before are followed
    static Folder open(Path path) throws IOException {
        return open(path, true);
    }

    /// @param secure false for the way without open folders
    static Folder open(Path path, boolean secure) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null) {
            return followed(absolute, secure);
        }
        try (Folder above = followed(parent, secure)) {
            return above.folder(absolute.getFileName());
        }
    }

    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    private static Folder followed(Path path, boolean secure) throws IOException {
        return new Folder(path, Files.newDirectoryStream(path), secure);
    }

    /// The names in it, in order.
    ///
    /// @param max where to stop: the rest is left out
    List<Path> names(int max) throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            for (Path entry : stream) {
                if (names.size() == max) {
                    break;
                }
                names.add(entry.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }

    /// Of the link itself, if it is one.
    BasicFileAttributes attributes(Path name) throws IOException {
        return secure == null
                ? Files.readAttributes(
                        path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : secure.getFileAttributeView(
                                name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
    }

    /// @throws IOException also when it is a link
    Folder folder(Path name) throws IOException {
        Path below = path.resolve(name);
        if (secure != null) {
            return new Folder(
                    below, secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), true);
        }
        if (!Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a folder");
        }
        return followed(below, false);
    }

    /// @throws IOException also when it is a link
    InputStream file(Path name) throws IOException {
        return Channels.newInputStream(
                secure == null
                        ? Files.newByteChannel(path.resolve(name), READ)
                        : secure.newByteChannel(name, READ));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
