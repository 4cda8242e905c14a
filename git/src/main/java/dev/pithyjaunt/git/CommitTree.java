package dev.pithyjaunt.git;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Ending;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /// Of the paths that a search finds.
    private static final int MAX_FOUND_BYTES = 32 << 20;

    private final Git git;
    private final String commit;
    private final TreeContents contents;
    private final List<TreeFile> files;
    private final Map<String, TreeFile> byPath;

    CommitTree(Git git, String commit, TreeContents contents) {
        this.git = git;
        this.commit = commit;
        this.contents = contents;
        this.files = parse(git.run(new byte[0], "ls-tree", "-r", "-z", "--full-tree", commit));
        this.byPath =
                files.stream()
                        .collect(
                                Collectors.toMap(TreeFile::path, Function.identity(), (a, _) -> a));
    }

    /// Files that hold something.
    ///
    /// @param complete whether all are here; else the time or their number was too little
    public record Holding(List<TreeFile> files, boolean complete) {
        public Holding {
            files = List.copyOf(files);
        }
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
    public long size(TreeFile file) {
        byte[] kept = contents.findKept(file);
        return kept == null ? sizes(List.of(file)).getFirst() : kept.length;
    }

    /// Bytes of the contents of many of its files; 0 for a submodule.
    ///
    /// @throws GitException when one can't be had
    public List<Long> sizes(List<TreeFile> wanted) {
        byte[] answer = git.run(ids(wanted), "cat-file", "--batch-check=%(objectsize)", "--buffer");
        List<Long> sizes = new ArrayList<>(wanted.size());
        for (String line : new String(answer, StandardCharsets.UTF_8).split("\n", -1)) {
            if (sizes.size() < wanted.size()) {
                sizes.add(size(wanted.get(sizes.size()), line));
            }
        }
        return sizes;
    }

    private long size(TreeFile file, String answer) {
        if (file.mode() == TreeFile.Mode.SUBMODULE) {
            return 0;
        }
        if (answer.isEmpty() || !answer.chars().allMatch(Character::isDigit)) {
            throw missing(file, "the object " + answer);
        }
        return Long.parseLong(answer);
    }

    private static byte[] ids(List<TreeFile> files) {
        return files.stream()
                .map(file -> file.objectId() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private GitException missing(TreeFile file, String reason) {
        return new GitException(
                List.of("cat-file"),
                Path.of(""),
                0,
                "content of %s at %s: %s".formatted(file.path(), commit, reason));
    }

    @Override
    public byte[] read(TreeFile file) {
        List<byte[]> contents = new ArrayList<>(1);
        readAll(List.of(file), (_, content) -> contents.add(content));
        return contents.getFirst();
    }

    /// Takes a file from the work tree where it is as in this commit, else from the object store:
    /// the work tree's form may differ in line ends, or by a filter.
    @Override
    public void scan(List<TreeFile> wanted, int maxBytes, ContentSink sink) {
        contents.scan(wanted, maxBytes, sink);
    }

    @Override
    public void prefetch(List<TreeFile> wanted, int maxBytes) {
        contents.scanObjects(wanted, maxBytes, ContentSink.NONE);
    }

    /// Reads the contents in the given order with one process, one in memory at a time; without any
    /// where all were read before and are still kept.
    ///
    /// @throws GitException when an object is not there
    public void readAll(Collection<TreeFile> wanted, BiConsumer<TreeFile, byte[]> consumer) {
        List<TreeFile> files = List.copyOf(wanted);
        contents.scanObjects(
                files,
                MAX_ARRAY,
                new ContentSink() {
                    @Override
                    public void take(int index, byte[] buffer, int length, long size) {
                        consumer.accept(files.get(index), Arrays.copyOf(buffer, length));
                    }

                    @Override
                    public void miss(int index, String reason) {
                        throw missing(files.get(index), reason);
                    }
                });
    }

    /// The regular files that hold a text, found by git with all processors, whatever attributes
    /// say of them; binary ones are among them.
    ///
    /// @param text one line at most, not empty
    /// @param ignoresCase of letters of every script that the C library knows
    /// @param limit after which what was found until then is returned
    /// @throws GitException when git can't look for it
    public Holding filesHolding(String text, boolean ignoresCase, Duration limit) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c == '\n' || c == 0)) {
            throw new IllegalArgumentException("not one line of text");
        }
        Capture found = new Capture(MAX_FOUND_BYTES);
        Ending ending =
                git.search(
                        limit,
                        found,
                        "-c",
                        "grep.fallbackToNoIndex=false",
                        "-c",
                        "submodule.recurse=false",
                        "grep",
                        "--fixed-strings",
                        ignoresCase ? "--ignore-case" : "--no-ignore-case",
                        "--text",
                        "--no-textconv",
                        "--no-color",
                        "--files-with-matches",
                        "--full-name",
                        "--null",
                        "-e",
                        text,
                        commit,
                        "--",
                        ":(top)");
        return holding(found, ending instanceof Ending.Exited);
    }

    /// What was found, each as `commit:path<NUL>`, cut anywhere when it is not complete.
    private Holding holding(Capture found, boolean ended) {
        String list = found.text();
        List<TreeFile> files = new ArrayList<>();
        int start = 0;
        for (int end = list.indexOf(0); end >= 0; end = list.indexOf(0, start)) {
            find(list.substring(start + commit.length() + 1, end))
                    .filter(TreeFile::isRegular)
                    .ifPresent(files::add);
            start = end + 1;
        }
        return new Holding(files, ended && !found.overflowed());
    }

    /// Entries are `mode type id<TAB>path<NUL>`.
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
        String[] words = text.substring(0, tab).split(" ", -1);
        return new TreeFile(text.substring(tab + 1), TreeFile.Mode.of(words[0]), words[2]);
    }
}
