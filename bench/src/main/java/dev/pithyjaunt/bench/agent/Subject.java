package dev.pithyjaunt.bench.agent;

import dev.pithyjaunt.bench.data.BadInputException;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.TestRepository;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A repository, a task for it, and what the model does about that.
///
/// @param files of the commit
/// @param answer the same for every request
record Subject(String name, Path repository, String commit, int files, String task, Answer answer) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /// One of somebody: the model looks at it and changes nothing.
    ///
    /// @throws BadInputException when it has no commit
    static Subject of(Path repository, @Nullable String task) {
        Path path = repository.toAbsolutePath().normalize();
        String asked = task == null ? "Say what the program prints when it fails" : task;
        return of(path, asked, new Answer.Text("NO CHANGE: measured"));
    }

    /// Two files, of which the model changes one line.
    static Subject tiny(Path folder, @Nullable String task) {
        TestRepository made = TestRepository.create(folder.resolve("tiny"));
        made.write("README.md", "# Greet\n\nSays hello.\n");
        made.write("greet.sh", "#!/bin/sh\necho hello\n");
        made.commit("Greet");
        String edit =
                """
                greet.sh
                ```
                <<<<<<< SEARCH
                echo hello
                =======
                echo hello world
                >>>>>>> REPLACE
                ```
                """;
        return of(
                made.path(),
                task == null ? "Greet the world in greet.sh" : task,
                new Answer.Text(edit));
    }

    private static Subject of(Path path, String task, Answer answer) {
        if (!Files.isDirectory(path)) {
            throw new BadInputException(path, "there is no such folder");
        }
        try {
            Repository repository = Repository.at(path, Deadline.in(LIMIT, InstantSource.system()));
            String commit = repository.resolve("HEAD");
            return new Subject(
                    String.valueOf(path.getFileName()),
                    path,
                    commit,
                    repository.tree(commit).files().size(),
                    task,
                    answer);
        } catch (GitException e) {
            throw new BadInputException(
                    path, "it is no repository with a commit: " + e.errors().strip());
        }
    }

    Script script() {
        return Script.of(answer);
    }
}
