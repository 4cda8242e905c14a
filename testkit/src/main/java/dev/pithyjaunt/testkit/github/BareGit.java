package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.testkit.TestRepository;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A bare repository on disk, as its endpoints read and change it.
final class BareGit {

    private static final String NONE = "0".repeat(40);

    private final TestRepository repository;

    BareGit(TestRepository repository) {
        this.repository = repository;
    }

    /// @throws IllegalStateException when it fails; it holds what git said
    String run(String... words) {
        return repository.git(words);
    }

    List<String> lines(String... words) {
        return run(words).lines().toList();
    }

    /// What it prints, or empty when it fails.
    Optional<String> find(String... words) {
        try {
            return Optional.of(run(words));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    Optional<String> branch(String name) {
        return find("rev-parse", "--verify", "--quiet", "--end-of-options", "refs/heads/" + name);
    }

    /// The commit of a branch, a tag, or a hash.
    Optional<String> commit(String revision) {
        return find("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
    }

    List<String> branches() {
        return lines("for-each-ref", "--format=%(refname:strip=2)", "refs/heads");
    }

    /// Sets a ref that must still be what it was.
    ///
    /// @param old empty when it must not exist yet
    boolean update(String ref, String commit, String old) {
        return find("update-ref", ref, commit, old.isEmpty() ? NONE : old).isPresent();
    }

    /// The tree that merging makes, or empty on conflict.
    Optional<String> mergedTree(String base, String head) {
        return find("merge-tree", "--write-tree", base, head)
                .map(t -> t.lines().toList().getFirst());
    }

    /// A blob of these bytes.
    String blob(byte[] content) {
        return repository.gitReading(content, "hash-object", "-w", "--stdin");
    }

    /// The tree of a commit with one file set, made from the listing of the old one.
    String treeWith(String commit, String path, String blob) {
        StringBuilder index = new StringBuilder();
        for (String line : lines("ls-tree", "-r", "--full-tree", commit)) {
            if (!line.substring(line.indexOf('\t') + 1).equals(path)) {
                index.append(line).append('\n');
            }
        }
        index.append("100644 blob ").append(blob).append('\t').append(path).append('\n');
        return new Trees(this).write(index.toString().lines().toList());
    }

    String tree(List<String> entries) {
        byte[] listing = (String.join("\n", entries) + "\n").getBytes(StandardCharsets.UTF_8);
        return repository.gitReading(listing, "mktree");
    }
}
