package dev.pithyjaunt.git;

import dev.pithyjaunt.git.process.Deadline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A changed tree on top of a commit, made without a work tree: an index and an object folder of
/// its own over a repository that is only read.
public final class ScratchIndex {

    private final Path repository;
    private final String base;
    private final Path folder;
    private final Deadline deadline;
    private final Map<String, String> places;
    private final Git git;
    private boolean begun;

    private ScratchIndex(
            Path repository,
            String base,
            Path folder,
            Deadline deadline,
            Map<String, String> places) {
        this.repository = repository;
        this.base = base;
        this.folder = folder;
        this.deadline = deadline;
        this.places = places;
        this.git = Git.local(repository, deadline).with(places);
    }

    /// @param objects where the repository's are
    static ScratchIndex over(
            Path repository, Path objects, String commit, Path folder, Deadline deadline) {
        try {
            Files.createDirectories(folder.resolve("objects"));
        } catch (IOException e) {
            throw new UncheckedIOException("creating " + folder, e);
        }
        Map<String, String> places =
                Map.of(
                        "GIT_INDEX_FILE",
                        index(folder).toString(),
                        "GIT_OBJECT_DIRECTORY",
                        folder.resolve("objects").toAbsolutePath().toString(),
                        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                        objects.toAbsolutePath().toString());
        return new ScratchIndex(repository, commit, folder, deadline, places);
    }

    private static Path index(Path folder) {
        return folder.resolve("index").toAbsolutePath();
    }

    /// Back to the commit, from the copy that was made when it was first read.
    public void reset() {
        begin();
        copy(folder.resolve("base-index"), index(folder));
    }

    /// Reads the commit when something is first done with it: many an index that is made is never
    /// used.
    private void begin() {
        if (!begun) {
            git.run("read-tree", base);
            copy(index(folder), folder.resolve("base-index"));
            begun = true;
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("copying %s to %s".formatted(from, to), e);
        }
    }

    /// Sets a file's content, byte for byte.
    public void put(String path, TreeFile.Mode mode, byte[] content) {
        byte[] id = git.run(content, "hash-object", "-w", "--stdin", "--no-filters");
        String hash = new String(id, StandardCharsets.US_ASCII).strip();
        indexInfo(mode.digits() + " " + hash + "\t" + path);
    }

    /// Takes a file out.
    public void remove(String path) {
        indexInfo("0 " + "0".repeat(base.length()) + "\t" + path);
    }

    private void indexInfo(String entry) {
        begin();
        git.run(
                (entry + "\0").getBytes(StandardCharsets.UTF_8),
                "update-index",
                "-z",
                "--index-info");
    }

    /// The difference to the commit as git prints it: what plain `git apply` takes at that commit.
    /// A file that moved is shown as renamed when half of it stayed.
    public byte[] diff() {
        begin();
        return git.run(
                new byte[0],
                "diff-index",
                "--cached",
                "--patch",
                "--binary",
                "--full-index",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--find-renames",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                base,
                "--");
    }

    /// Applies a patch, wholly or not at all. There is no work tree that filters or line-ending
    /// settings could have bent.
    ///
    /// @throws GitException when it does not fit, with git's own words
    public void apply(byte[] patch) {
        begin();
        git.run(patch, "apply", "--cached", "-");
    }

    /// Says whether a patch would fit, without applying it.
    ///
    /// @throws GitException when it does not fit, with git's own words
    public void check(byte[] patch) {
        begin();
        git.run(patch, "apply", "--cached", "--check", "-");
    }

    /// Writes the files that differ from the commit into a folder, as [Repository#workTree] would,
    /// and leaves all others there alone.
    ///
    /// @return whether that is the whole difference: nothing is taken away
    public boolean writeChanged(Path folder) {
        begin();
        byte[] written = changed("ACMRT");
        plain().with(Map.of("GIT_WORK_TREE", folder.toAbsolutePath().toString()))
                .run(written, "checkout-index", "--force", "-z", "--stdin");
        return changed("D").length == 0;
    }

    /// Puts this index into another repository that has the commit's objects, so that what is
    /// changed counts as staged there, as after `git apply --index`.
    ///
    /// @param gitFolder in which no link may stand: files are written below it
    public void stageIn(Path gitFolder) {
        begin();
        Path objects = folder.resolve("objects");
        try (Stream<Path> all = Files.walk(objects)) {
            // There may be no object: a patch can bring back what the repository has already.
            Files.createDirectories(gitFolder);
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = gitFolder.resolve("objects").resolve(objects.relativize(file));
                Files.createDirectories(target.resolveSibling(""));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.copy(
                    index(folder), gitFolder.resolve("index"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing in " + gitFolder, e);
        }
    }

    /// This index in a repository without any configuration: line ends and filters of the
    /// repository's own would be another checkout's.
    private Git plain() {
        Path empty = folder.resolve("plain.git").toAbsolutePath();
        git.run("init", "--quiet", "--bare", "--template=", empty.toString());
        return git.with(Map.of("GIT_DIR", empty.toString()));
    }

    /// NUL-separated paths; without the search for renames, which are a removal and an addition.
    private byte[] changed(String kinds) {
        return git.run(
                new byte[0],
                "diff-index",
                "--cached",
                "--name-only",
                "--no-renames",
                "--diff-filter=" + kinds,
                "-z",
                base,
                "--");
    }

    /// Makes a commit of this index on top of the base commit; its objects are in this index's
    /// folder.
    ///
    /// @return full hash
    public String commit(Author author, Author committer, Instant at, String message) {
        begin();
        String tree = git.run("write-tree");
        Git authored =
                git.with(
                        Map.of(
                                "GIT_AUTHOR_NAME", author.name(),
                                "GIT_AUTHOR_EMAIL", author.email(),
                                "GIT_AUTHOR_DATE", "@" + at.getEpochSecond() + " +0000",
                                "GIT_COMMITTER_NAME", committer.name(),
                                "GIT_COMMITTER_EMAIL", committer.email(),
                                "GIT_COMMITTER_DATE", "@" + at.getEpochSecond() + " +0000"));
        byte[] commit =
                authored.run(
                        message.getBytes(StandardCharsets.UTF_8),
                        "commit-tree",
                        "--no-gpg-sign",
                        "-p",
                        base,
                        tree);
        return new String(commit, StandardCharsets.US_ASCII).strip();
    }

    /// Pushes a commit made here to a branch of another repository. Nothing happens when the branch
    /// is at that commit; what stands there otherwise is replaced only when it may be.
    ///
    /// @param reasonAgainst judges the commit that stands there, by its committer's address, a line
    ///   end, and its message: why it is not to be replaced, or nothing
    /// @return whether the branch was at another commit, or not there
    /// @throws GitException when the other side refuses, with its own words, or when the branch
    ///   holds something that may not be replaced
    public boolean push(
            String commit,
            RepositoryAddress to,
            String branch,
            Function<String, Optional<String>> reasonAgainst) {
        String ref = "refs/heads/" + branch;
        Git remote = Git.remote(repository, deadline).with(places).with(to.access());
        String line = remote.run("ls-remote", "--", to.location(), ref);
        String seen = line.isEmpty() ? "" : line.substring(0, line.indexOf('\t'));
        if (seen.equals(commit)) {
            return false;
        }
        if (!seen.isEmpty()) {
            remote.run("fetch", "--quiet", "--no-tags", "--depth=1", "--", to.location(), seen);
            reasonAgainst
                    .apply(git.run("log", "-1", "--format=%ce%n%B", seen))
                    .ifPresent(reason -> {
                        throw new GitException(
                                List.of("push", ref),
                                repository,
                                0,
                                "the branch %s is there at %.10s: %s"
                                        .formatted(branch, seen, reason));
                    });
        }
        remote.run(
                "push",
                "--quiet",
                "--no-verify",
                "--force-with-lease=" + ref + ":" + seen,
                "--",
                to.location(),
                commit + ":" + ref);
        return true;
    }

    /// Who a commit is by.
    public record Author(String name, String email) {}
}
