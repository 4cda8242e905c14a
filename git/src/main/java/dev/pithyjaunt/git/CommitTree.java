package dev.pithyjaunt.git;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The files of one commit, read from the object store: no work tree, so no filter, line-ending
/// setting or uncommitted change bends them.
public final class CommitTree implements FileTree {

    private final Git git;
    private final String commit;
    private final List<TreeFile> files;
    private final Map<String, TreeFile> byPath;

    CommitTree(Git git, String commit) {
        this.git = git;
        this.commit = commit;
        this.files =
                parse(git.run(new byte[0], "ls-tree", "-r", "-l", "-z", "--full-tree", commit));
        this.byPath =
                files.stream()
                        .collect(
                                Collectors.toMap(TreeFile::path, Function.identity(), (a, _) -> a));
    }

    /// Full hash.
    public String commit() {
        return commit;
    }

    @Override
    public List<TreeFile> files() {
        return files;
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    @Override
    public byte[] read(TreeFile file) {
        List<byte[]> contents = new ArrayList<>(1);
        readAll(List.of(file), (_, content) -> contents.add(content));
        return contents.getFirst();
    }

    /// Reads the contents in the given order with one process, one in memory at a time.
    ///
    /// @throws GitException when an object is not there
    public void readAll(Collection<TreeFile> wanted, BiConsumer<TreeFile, byte[]> consumer) {
        String input =
                wanted.stream().map(file -> file.objectId() + "\n").collect(Collectors.joining());
        RuntimeException[] failure = new RuntimeException[1];
        git.drain(
                input.getBytes(StandardCharsets.US_ASCII),
                in -> {
                    try {
                        readBatch(in, wanted, consumer);
                    } catch (RuntimeException e) {
                        failure[0] = e;
                        in.transferTo(java.io.OutputStream.nullOutputStream());
                    }
                },
                "cat-file",
                "--batch",
                "--buffer");
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private void readBatch(
            InputStream raw, Collection<TreeFile> wanted, BiConsumer<TreeFile, byte[]> consumer)
            throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16));
        for (TreeFile file : wanted) {
            String header = readHeader(in);
            int space = header.lastIndexOf(' ');
            String last = header.substring(space + 1);
            if (space < 0 || !last.chars().allMatch(Character::isDigit)) {
                throw new GitException(
                        List.of("cat-file"),
                        java.nio.file.Path.of(""),
                        0,
                        "content of %s at %s: %s".formatted(file.path(), commit, header));
            }
            byte[] content = new byte[Integer.parseInt(last)];
            in.readFully(content);
            in.readByte();
            consumer.accept(file, content);
        }
    }

    private static String readHeader(DataInputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return "the list ended early";
            }
            header.append((char) c);
        }
        return header.toString();
    }

    /// Entries are `mode type id size<TAB>path<NUL>`, the size padded with spaces, `-` for a
    /// submodule.
    private static List<TreeFile> parse(byte[] listing) {
        List<TreeFile> files = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < listing.length; i++) {
            if (listing[i] == 0) {
                files.add(entry(new String(listing, start, i - start, StandardCharsets.UTF_8)));
                start = i + 1;
            }
        }
        return List.copyOf(files);
    }

    private static TreeFile entry(String text) {
        int tab = text.indexOf('\t');
        String[] words = text.substring(0, tab).split(" +", -1);
        long size = words[3].equals("-") ? 0 : Long.parseLong(words[3]);
        return new TreeFile(text.substring(tab + 1), TreeFile.Mode.of(words[0]), words[2], size);
    }
}
