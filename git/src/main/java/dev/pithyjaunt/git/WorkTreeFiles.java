package dev.pithyjaunt.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/// The files of a work tree that are, as git's index knows, as they are in a commit. They are read
/// in a fraction of the time that the object store takes. Filters and line-ending settings may have
/// bent them, so what is read here is good to find files by, never to be shown or edited.
final class WorkTreeFiles {

    private final Path top;
    private final Set<String> changed;

    private WorkTreeFiles(Path top, Set<String> changed) {
        this.top = top;
        this.changed = changed;
    }

    /// @return empty where there is no work tree, or none that can be compared
    static Optional<WorkTreeFiles> find(Git git, String commit) {
        try {
            Path top = Path.of(git.run("rev-parse", "--show-toplevel"));
            byte[] paths =
                    git.run(
                            new byte[0],
                            "diff-index",
                            "--name-only",
                            "--no-relative",
                            "--no-renames",
                            "--ignore-submodules=all",
                            "-z",
                            commit);
            Set<String> changed =
                    new HashSet<>(
                            Arrays.asList(
                                    new String(paths, StandardCharsets.UTF_8).split("\0", -1)));
            addUnwatched(git, changed);
            return Optional.of(new WorkTreeFiles(top, changed));
        } catch (GitException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Files that git is told to take for unchanged without a look: anything may be in their place.
    /// Entries are `tag path<NUL>`, and the tag of the others is H.
    private static void addUnwatched(Git git, Set<String> paths) {
        byte[] list = git.run(new byte[0], "ls-files", "-v", "-z", "--full-name", "--", ":(top)");
        int start = 0;
        for (int i = 0; i < list.length; i++) {
            if (list[i] == 0) {
                if (list[start] != 'H') {
                    paths.add(new String(list, start + 2, i - start - 2, StandardCharsets.UTF_8));
                }
                start = i + 1;
            }
        }
    }

    /// Hands over what is here.
    ///
    /// @return indices of those that are not
    List<Integer> scan(List<TreeFile> wanted, int maxBytes, ContentSink sink) {
        ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[maxBytes]);
        boolean[] taken = new boolean[wanted.size()];
        IntStream.range(0, taken.length)
                .parallel()
                .forEach(i -> taken[i] = take(i, wanted.get(i), buffers.get(), sink));
        return IntStream.range(0, taken.length).filter(i -> !taken[i]).boxed().toList();
    }

    private boolean take(int index, TreeFile file, byte[] bytes, ContentSink sink) {
        String path = file.path();
        if (!file.isRegular() || path.contains("..") || changed.contains(path)) {
            return false;
        }
        if (path.indexOf('\uFFFD') >= 0) {
            // Another file may have the name with what its bytes were replaced by.
            return false;
        }
        long size;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try (FileChannel channel =
                FileChannel.open(
                        top.resolve(file.path()),
                        StandardOpenOption.READ,
                        LinkOption.NOFOLLOW_LINKS)) {
            size = channel.size();
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until the buffer is full or the file ends.
            }
        } catch (ClosedByInterruptException e) {
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
        sink.take(index, bytes, buffer.position(), Math.max(size, buffer.position()));
        return true;
    }
}
