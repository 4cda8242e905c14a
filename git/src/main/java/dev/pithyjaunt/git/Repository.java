package dev.pithyjaunt.git;

import dev.pithyjaunt.git.process.Deadline;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A repository on this machine that may be read from, and written to only where a method says so.
public final class Repository {

    private final Path directory;
    private final Path objects;
    private final boolean isOwn;
    private final @Nullable Path checkout;
    private final Deadline deadline;
    private final Git git;

    /// @param objects where its objects are
    /// @param isOwn whether it is one that this program made
    /// @param checkout where a work tree of its commits may be; null when there is none
    private Repository(
            Path directory,
            Path objects,
            boolean isOwn,
            @Nullable Path checkout,
            Deadline deadline) {
        this.directory = directory;
        this.objects = objects;
        this.isOwn = isOwn;
        this.checkout = checkout;
        this.deadline = deadline;
        this.git = Git.local(directory, deadline);
    }

    /// An existing repository: a checkout, a folder in one, or a bare one.
    ///
    /// @throws GitException when it is none
    public static Repository at(Path directory, Deadline deadline) {
        String objects = Git.local(directory, deadline).run("rev-parse", "--git-path", "objects");
        return new Repository(directory, directory.resolve(objects), false, directory, deadline);
    }

    /// A new bare repository in a new folder that holds the given commit of another one: its
    /// objects are borrowed when that is on this machine, else fetched without history. Many files
    /// are looked through in its work tree where that is as the commit.
    ///
    /// @throws GitException when the commit can't be had
    public static Repository fetched(
            RepositoryAddress source, String commit, Path into, Deadline deadline) {
        try {
            Files.createDirectories(into);
        } catch (IOException e) {
            throw new UncheckedIOException("creating " + into, e);
        }
        Path checkout =
                source instanceof RepositoryAddress.Local local && !local.bare()
                        ? local.path()
                        : null;
        Repository repository =
                new Repository(into, into.resolve("objects"), true, checkout, deadline);
        repository.git.run("init", "--quiet", "--bare", "--template=");
        switch (source) {
            case RepositoryAddress.Local local -> repository.borrow(local.commonDirectory());
            case RepositoryAddress.Remote remote ->
                    Git.remote(into, deadline)
                            .with(remote.access())
                            .run(
                                    "fetch",
                                    "--quiet",
                                    "--no-tags",
                                    "--depth=1",
                                    "--no-recurse-submodules",
                                    "--",
                                    remote.url(),
                                    commit);
        }
        repository.git.run("cat-file", "-e", commit + "^{commit}");
        return repository;
    }

    /// Makes the objects of another repository readable here, without copying any.
    private void borrow(Path other) {
        try {
            Files.createDirectories(objects.resolve("info"));
            Files.writeString(objects.resolve("info/alternates"), other.resolve("objects") + "\n");
            if (Files.exists(other.resolve("shallow"))) {
                Files.copy(other.resolve("shallow"), objects.resolveSibling("shallow"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("borrowing the objects of " + other, e);
        }
    }

    public Path directory() {
        return directory;
    }

    /// The folders in which the objects of its commits are: its own, and all that it borrows from.
    public List<Path> objectStores() {
        Set<Path> stores = new LinkedHashSet<>();
        addStores(objects.toAbsolutePath().normalize(), stores);
        return List.copyOf(stores);
    }

    private static void addStores(Path store, Set<Path> stores) {
        if (!Files.isDirectory(store) || !stores.add(store)) {
            return;
        }
        Path alternates = store.resolve("info/alternates");
        if (Files.isRegularFile(alternates)) {
            try {
                Files.readAllLines(alternates)
                        .forEach(line -> addStores(store.resolve(line).normalize(), stores));
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + alternates, e);
            }
        }
    }

    /// The topmost folder of the work tree that this folder is in.
    ///
    /// @throws GitException when it is in none
    public Path top() {
        return Path.of(git.run("rev-parse", "--show-toplevel"));
    }

    /// The files of a commit.
    ///
    /// @throws GitException when there is no such commit
    public CommitTree tree(String commit) {
        Git files = checkout == null ? null : Git.local(checkout, deadline);
        return new CommitTree(git, commit, new TreeContents(git, commit, isOwn, files));
    }

    /// Commits up to this one, newest first, merges left out.
    ///
    /// @return as far as this repository goes back: it may be shallow
    /// @throws GitException when it can't be told, for want of an object mostly
    public List<PastCommit> history(String commit, int maxCommits) {
        return History.of(git, commit, maxCommits);
    }

    /// The full hash of a revision's commit.
    ///
    /// @throws GitException when there is none
    public String resolve(String revision) {
        return git.run(
                "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
    }

    /// An index of its own over a commit, in a new folder; this repository is only read.
    public ScratchIndex scratchIndex(String commit, Path folder) {
        return ScratchIndex.over(directory, objects, commit, folder, deadline);
    }

    /// A work tree of its own at a commit, in a new folder, with a repository that borrows this
    /// one's objects. No hook and no filter that a configuration outside names is run.
    public Path workTree(String commit, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("creating " + folder, e);
        }
        Repository tree =
                new Repository(folder, folder.resolve(".git/objects"), true, null, deadline);
        tree.git.run("init", "--quiet", "--template=");
        tree.borrow(directory.resolve(git.run("rev-parse", "--git-common-dir")).toAbsolutePath());
        tree.git.run("checkout", "--quiet", "--detach", commit);
        return folder;
    }

    /// Applies a patch to a work tree and its index, wholly or not at all, as `git apply --index`
    /// does.
    ///
    /// @throws GitException when it does not fit
    public static void apply(Path workTree, byte[] patch, Deadline deadline) {
        Git.local(workTree, deadline).run(patch, "apply", "--index", "-");
    }
}
