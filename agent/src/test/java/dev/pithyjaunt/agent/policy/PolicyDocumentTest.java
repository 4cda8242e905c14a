package dev.pithyjaunt.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.agent.path.Glob;
import dev.pithyjaunt.agent.policy.CheckSettings.Command;
import dev.pithyjaunt.agent.policy.PublishingSettings.Person;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Holds docs/POLICY.md to what the code does.
class PolicyDocumentTest {

    private static String text = "";

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(Path.of("..", "docs", "POLICY.md"));
    }

    private static PolicySettings example(String heading) {
        String example = text.substring(text.indexOf("```yaml\n", text.indexOf(heading)) + 8);
        example = example.substring(0, example.indexOf("```"));
        return SettingsReader.read(PolicySettings.FILE, example.getBytes(UTF_8));
    }

    @Test
    void exampleOfTheSettingsIsTaken() {
        PolicySettings settings = example("## Settings of a repository");

        assertThat(settings.allowed())
                .containsExactly(Glob.exact("src/**"), Glob.exact("test/**"), Glob.exact("*.md"));
        assertThat(settings.protectedPaths())
                .filteredOn(row -> row.rule() == Rule.PROTECTED)
                .extracting(row -> row.glob().toString())
                .containsExactly("src/main/resources/db/migration/**", "*.proto");
        assertThat(settings.limits()).isEqualTo(new Limits(20, 800, 200_000));
        assertThat(settings.prompt())
                .isEqualTo(PromptFile.of(PolicySettings.FILE, "docs/prompt.md"));
    }

    @Test
    void exampleOfTheChecksIsTaken() {
        assertThat(example("### How it is checked").checks())
                .isEqualTo(
                        new CheckSettings(
                                List.of(new Command("npm ci", "", null, null)),
                                true,
                                List.of(
                                        new Command("npm test", "", null, null),
                                        new Command("npm run lint", "web", "lint", 60))));
    }

    @Test
    void exampleOfPublishingIsTaken() {
        assertThat(example("### How it is published").publishing())
                .isEqualTo(
                        new PublishingSettings(
                                false,
                                true,
                                List.of("pithy-jaunt"),
                                List.of("octocat"),
                                List.of("backend"),
                                new Person("Ada Lovelace", "ada@example.org"),
                                List.of(new Person("Grace Hopper", "grace@example.org")),
                                true));
    }

    @Test
    void limitsAreTheStandardOnes() {
        Limits limits = Limits.STANDARD;

        for (String row :
                List.of(
                        "`limits.files`: files that a patch changes | %1$,d | %1$,d |"
                                .formatted(limits.files()),
                        "`limits.addedLines`: lines that it adds | %1$,d | %1$,d |"
                                .formatted(limits.addedLines()),
                        "`limits.patchBytes`: bytes of the diff | %1$,d | %1$,d |"
                                .formatted(limits.patchBytes()))) {
            assertThat(text).contains("| " + row);
        }
    }

    @Test
    void everyRefusalIsListed() {
        for (Rule rule : Rule.values()) {
            if (rule.compareTo(Rule.SECRET) <= 0) {
                assertThat(text).contains("| `%s`".formatted(rule));
            }
        }
    }

    @Test
    void pathsThatItNamesAreProtected() {
        for (String path :
                List.of(
                        ".github/workflows/a.yml",
                        ".github/actions/a",
                        ".gitlab-ci.yml",
                        "Jenkinsfile",
                        ".circleci/config.yml",
                        "azure-pipelines.yml",
                        ".pithy-jaunt.yml",
                        "AGENTS.md",
                        "CLAUDE.md",
                        "GEMINI.md",
                        ".github/x",
                        "CODEOWNERS",
                        ".gitattributes",
                        ".gitmodules",
                        ".npmrc",
                        ".pre-commit-config.yaml",
                        "a/.b/c",
                        "package-lock.json",
                        "yarn.lock",
                        "Cargo.lock",
                        "go.sum",
                        "poetry.lock",
                        "package.json",
                        "pom.xml",
                        "build.gradle",
                        "Cargo.toml",
                        "go.mod",
                        "pyproject.toml",
                        "requirements.txt",
                        "Dockerfile",
                        "action.yml",
                        ".cursorrules",
                        "renovate.json",
                        ".eslintrc",
                        ".tool-versions",
                        ".env",
                        "Makefile",
                        "CMakeLists.txt",
                        "conftest.py",
                        "vite.config.ts",
                        "compose.yaml")) {
            assertThat(ProtectedPaths.standard())
                    .as(path)
                    .anyMatch(row -> row.glob().matches(path));
        }
    }
}
