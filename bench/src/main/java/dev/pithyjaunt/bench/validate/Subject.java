package dev.pithyjaunt.bench.validate;

import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Drain;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.testkit.TestRepository;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A repository, and how it is checked by hand.
///
/// @param setUp empty for none
record Subject(Path repository, String setUp, String check) {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int FILES = 500;

    /// A patch that every repository takes and no check minds.
    static final String PATCH =
            """
            diff --git a/pithy-jaunt-bench.txt b/pithy-jaunt-bench.txt
            new file mode 100644
            index 0000000..b6fc4c6
            --- /dev/null
            +++ b/pithy-jaunt-bench.txt
            @@ -0,0 +1 @@
            +hello
            """;

    /// One with some files and a check that computes for a while.
    static Subject made(Path folder) {
        TestRepository made = TestRepository.create(folder.resolve("made"));
        for (int i = 0; i < FILES; i++) {
            made.write("src/file%d.txt".formatted(i), "line %d\n".formatted(i).repeat(100));
        }
        String check = "i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done";
        made.write(".pithy-jaunt.yml", "checks: ['%s']\n".formatted(check));
        made.commit("base");
        return new Subject(made.path(), "", check);
    }

    String commit() {
        return new TestRepository(repository).git("rev-parse", "HEAD");
    }

    /// Runs set-up and check in a fresh clone, as a person would.
    ///
    /// @return seconds, without those of the clone
    double plainly(Path clone) {
        new TestRepository(repository)
                .git("clone", "--quiet", repository.toString(), clone.toString());
        Map<String, String> environment = Environment.basicAnd(Environment.TOOLS);
        long start = System.nanoTime();
        for (String line : List.of(setUp, check)) {
            Tail output = new Tail(2_000);
            Ending ending =
                    new Command(List.of("sh", "-c", "exec 2>&1; " + line), clone, environment)
                            .run(LIMIT, output, Drain.NONE);
            if (!ending.succeeded()) {
                throw new IllegalStateException(
                        "\"%s\" in %s: %s: %s".formatted(line, clone, ending, output.text()));
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
