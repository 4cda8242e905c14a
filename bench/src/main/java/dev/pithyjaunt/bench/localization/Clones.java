package dev.pithyjaunt.bench.localization;

import dev.pithyjaunt.agent.ranking.Ranking;
import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Takes base commits and what came before them from the clones of a folder.
final class Clones implements Bases {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path folder;

    private Clones(Path folder) {
        this.folder = folder;
    }

    /// @param folder of `owner+name`, each a clone, or with one in its folder `repo`
    /// @throws BadInputException when there is no such folder
    static Clones in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder, "there is no such folder");
        }
        return new Clones(folder);
    }

    @Override
    public Base find(RecordedChange change) {
        Path clone = folder.resolve(change.repo().replace('/', '+'));
        Path inner = clone.resolve("repo");
        Path directory = Files.isDirectory(inner) ? inner : clone;
        if (!Files.isDirectory(directory)) {
            return new Base.Missing("no clone of " + change.repo());
        }
        try {
            return read(
                    change, Repository.at(directory, Deadline.in(LIMIT, InstantSource.system())));
        } catch (GitException e) {
            return new Base.Missing(
                    "the clone of %s can't be read (%s)".formatted(change.repo(), e.getMessage()));
        }
    }

    private static Base read(RecordedChange change, Repository repository) {
        String commit;
        try {
            commit = repository.resolve(change.baseCommit());
        } catch (GitException _) {
            return new Base.Missing(
                    "the clone of %s has no commit %s"
                            .formatted(change.repo(), change.baseCommit()));
        }
        return new Base.Found(repository.tree(commit), repository.history(commit, Ranking.COMMITS));
    }
}
