package dev.pithyjaunt.runner.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.build.BuildCommand;
import dev.pithyjaunt.agent.build.BuildCommand.Purpose;
import dev.pithyjaunt.agent.build.BuildSystem;

import org.junit.jupiter.api.Test;

import java.util.List;

class CommandFactsTest {

    private static BuildSystem npm(String folder) {
        String manifest = folder.isEmpty() ? "package.json" : folder + "/package.json";
        return new BuildSystem(
                "npm",
                manifest,
                folder,
                List.of(
                        new BuildCommand(Purpose.SET_UP, "npm ci", manifest),
                        new BuildCommand(Purpose.TEST, "npm test", manifest + ": scripts.test"),
                        new BuildCommand(Purpose.TEST, "npm run e2e", manifest),
                        new BuildCommand(Purpose.LINT, "npm run lint", manifest)),
                List.of());
    }

    @Test
    void setUpAndTestAreStatedWithTheirFolderAndWhatSaysSo() {
        assertThat(CommandFacts.of(List.of(npm(""), npm("web"))))
                .containsExactly(
                        "Set-up: npm ci (package.json)",
                        "Test: npm test (package.json: scripts.test)",
                        "Set-up in web: npm ci (web/package.json)",
                        "Test in web: npm test (web/package.json: scripts.test)");
    }

    @Test
    void linesAreEightAtMost() {
        assertThat(CommandFacts.of(List.of(npm(""), npm("a"), npm("b"), npm("c"), npm("d"))))
                .hasSize(8)
                .endsWith("Test in c: npm test (c/package.json: scripts.test)");
        assertThat(CommandFacts.of(List.of())).isEmpty();
    }
}
