package dev.pithyjaunt.agent.patch;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.patch.PatchTree.Entry;
import dev.pithyjaunt.git.TreeFile.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder for each scenario: the files, the patch, and what comes of it.
class ScenarioTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/patches");

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void patchIsAppliedOrRefused(String name) throws IOException {
        Path folder = SCENARIOS.resolve(name);
        Map<String, Entry.File> input = files(folder.resolve("input"));
        byte[] diff = Files.readAllBytes(folder.resolve("patch.diff"));

        Application application = Patch.parse(diff).applyTo(GitScene.tree(input));

        switch (application) {
            case Application.Rejected rejected ->
                    assertThat(
                                    rejected.reasons().stream()
                                            .map(reason -> reason.message() + "\n")
                                            .collect(Collectors.joining()))
                            .isEqualTo(Files.readString(folder.resolve("refusal.txt"), UTF_8));
            case Application.Applied applied -> {
                Map<String, Entry.File> expected = files(folder.resolve("expected"));
                assertThat(GitScene.values(GitScene.after(input, applied)))
                        .isEqualTo(GitScene.values(expected));
                try (GitScene git = new GitScene()) {
                    assertThat(GitScene.text(git.apply(diff, git.write(input)).output()))
                            .isEqualTo(git.write(expected));
                }
            }
        }
    }

    @Test
    void placementsNameLineAndOffset() throws IOException {
        Path folder = SCENARIOS.resolve("fits-with-offset");

        assertThat(
                        Patch.parse(Files.readAllBytes(folder.resolve("patch.diff")))
                                .applyTo(GitScene.tree(files(folder.resolve("input"))))
                                .placements())
                .containsExactly(
                        new Application.Placement("numbers", 1, 2, 9, 5),
                        new Application.Placement("numbers", 2, 2, 20, 0));
    }

    private static Map<String, Entry.File> files(Path folder) throws IOException {
        Map<String, Entry.File> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(path).toString(),
                        new Entry.File(Mode.FILE, Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
