package dev.pithyjaunt.agent;

import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.ScratchIndex;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.testkit.TestRepository;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// A commit of a real repository with the given files.
public record TestTree(Repository repository, CommitTree tree, Path folder) {

    public static final Deadline SOON = Deadline.in(Duration.ofMinutes(10), InstantSource.system());

    public static TestTree of(Path folder, Map<String, String> files) {
        TestRepository source = TestRepository.create(folder.resolve("repository"));
        files.forEach(source::write);
        return of(folder, source);
    }

    public static TestTree of(Path folder, TestRepository source) {
        String commit = source.commit("base");
        Repository repository = Repository.at(source.path(), SOON);
        return new TestTree(repository, repository.tree(commit), folder);
    }

    public ScratchIndex index() {
        return repository.scratchIndex(tree.commit(), folder.resolve("scratch"));
    }
}
