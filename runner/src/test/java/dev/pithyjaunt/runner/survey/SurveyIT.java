package dev.pithyjaunt.runner.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `jaunt survey` as a process, on a repository that real git made.
class SurveyIT {

    private static final String TASK = "Count the ducks that swim in `countDucks` of the pond";

    @TempDir Path folder;
    private TestRepository repository;
    private String commit;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = TestRepository.create(folder.resolve("repository"));
        repository
                .write("pom.xml", "<project>\n</project>\n")
                .write("README.md", "# Pond\n\nHow ducks live.\n")
                .write("web/package.json", "{\"scripts\": {\"test\": \"vitest run\"}}\n")
                .write("web/package-lock.json", "{}\n")
                .write("web/logo.png", "PNG")
                .write("web/tab\tand\u001b[31m.png", "PNG")
                .write(
                        "src/main/java/Pond.java",
                        "class Pond {\n    int countDucks() {\n        return 1;\n    }\n}\n")
                .write(
                        "src/test/java/PondTest.java",
                        "class PondTest {\n    int test() {\n        return new Pond().countDucks();\n    }\n}\n");
        Files.createSymbolicLink(repository.path().resolve("start.md"), Path.of("README.md"));
        commit = repository.commit("Build a pond for ducks");
        repository.write("uncommitted.txt", "ducks swim in the pond\n");
    }

    private Ended survey(String repo, String... options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("survey", "--repo", repo));
        arguments.addAll(List.of(options));
        return JauntProcess.start(folder, Map.of(), arguments).await();
    }

    private Ended survey(Path repo, String... options) throws InterruptedException {
        return survey(repo.toString(), options);
    }

    private String text(String... options) throws InterruptedException {
        Ended ended = survey(repository.path(), options);
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.code()).isZero();
        return ended.output();
    }

    private JsonNode json(String... options) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        return Json.tree(
                "output", text(all.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsFoundIsShown() throws Exception {
        assertThat(text())
                .isEqualTo(
                        """
                        commit  %s
                        files   9: 5 text, 1 generated, 2 binary, 1 link

                        languages                  files     lines
                          Java                         2        10
                          Markdown                     1         3
                          Maven POM                    1         2
                          JSON                         1         1

                        build systems
                          Maven: pom.xml
                            set up  mvn -B test-compile (pom.xml)
                            test    mvn -B test (pom.xml)
                          npm: web/package.json
                            set up  npm ci (web/package-lock.json)
                            test    npm test (web/package.json: scripts.test)

                        to be read first
                          README.md

                        left out
                          generated  web/package-lock.json
                          binary     web/logo.png, web/tab\\u{0009}and\\u{001B}[31m.png
                          link       start.md
                        """
                                .formatted(commit));
    }

    @Test
    void filesAreRankedForTheTaskWithWhatSpokeForThem() throws Exception {
        assertThat(text("--task", TASK, "--limit", "3"))
                .startsWith(text())
                .endsWith(
                        """

                        files for the task
                            1   6.89  src/main/java/Pond.java
                                      words close together 1.40, past commits like the task 1.03, words in the content 0.99, names of code in the content 0.88, changed just before 0.75, words in the path 0.62, words in names it defines 0.50, defines names of the task 0.43, changed often of late 0.29
                            2   6.40  src/test/java/PondTest.java
                                      words close together 1.38, past commits like the task 1.03, words in the content 1.00, names of code in the content 0.88, changed just before 0.75, words in the path 0.57, uses what good matches define 0.57, changed often of late 0.29, words in names it defines 0.13
                            3   2.07  pom.xml
                                      past commits like the task 1.03, changed just before 0.75, changed often of late 0.29
                        """);
    }

    @Test
    void jsonHoldsTheSame() throws Exception {
        JsonNode json = json("--task", TASK, "--limit", "1");

        assertThat(json)
                .isEqualTo(
                        Json.tree(
                                "expected",
                                """
                                {
                                  "commit": "%s",
                                  "files": 9,
                                  "kinds": {
                                    "text": 5,
                                    "generated": 1,
                                    "minified": 0,
                                    "vendored": 0,
                                    "binary": 2,
                                    "too_large": 0,
                                    "link": 1,
                                    "submodule": 0,
                                    "unreadable": 0
                                  },
                                  "languages": [
                                    {"name": "Java", "files": 2, "lines": 10},
                                    {"name": "Markdown", "files": 1, "lines": 3},
                                    {"name": "Maven POM", "files": 1, "lines": 2},
                                    {"name": "JSON", "files": 1, "lines": 1}
                                  ],
                                  "buildSystems": [
                                    {
                                      "name": "Maven",
                                      "manifest": "pom.xml",
                                      "folder": "",
                                      "commands": [
                                        {"purpose": "set_up", "line": "mvn -B test-compile", "source": "pom.xml"},
                                        {"purpose": "test", "line": "mvn -B test", "source": "pom.xml"}
                                      ],
                                      "problems": []
                                    },
                                    {
                                      "name": "npm",
                                      "manifest": "web/package.json",
                                      "folder": "web",
                                      "commands": [
                                        {"purpose": "set_up", "line": "npm ci", "source": "web/package-lock.json"},
                                        {"purpose": "test", "line": "npm test", "source": "web/package.json: scripts.test"}
                                      ],
                                      "problems": []
                                    }
                                  ],
                                  "documents": [{"path": "README.md", "kind": "readme", "folder": ""}],
                                  "leftOut": [
                                    {"kind": "link", "path": "start.md"},
                                    {"kind": "binary", "path": "web/logo.png"},
                                    {"kind": "generated", "path": "web/package-lock.json"},
                                    {"kind": "binary", "path": "web/tab\\tand\\u001b[31m.png"}
                                  ],
                                  "problems": [],
                                  "ranking": [
                                    {
                                      "rank": 1,
                                      "path": "src/main/java/Pond.java",
                                      "language": "Java",
                                      "lines": 5,
                                      "score": 6.8853,
                                      "signals": {
                                        "passage": 1.4,
                                        "similar": 1.03,
                                        "names": 0.88,
                                        "content": 0.9853,
                                        "last_change": 0.75,
                                        "defined_words": 0.5,
                                        "path": 0.62,
                                        "definitions": 0.43,
                                        "recency": 0.29
                                      }
                                    }
                                  ]
                                }
                                """
                                        .formatted(commit)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void promptIsTheOneThatGenerateSends() throws Exception {
        Path task = Files.writeString(folder.resolve("task.md"), TASK + "\n\n");
        ModelRequest request = sentByRun(task);
        List<String> sent = request.messages().stream().map(ModelRequest.Message::text).toList();

        JsonNode prompt =
                json("--task-file", task.toString(), "--prompt", "--model", "scripted")
                        .get("prompt");
        assertThat(List.of(prompt.get("system").asString(), prompt.get("user").asString()))
                .isEqualTo(sent);
        assertThat(sent.getLast()).contains("\nSet-up: mvn -B test-compile (pom.xml)\n");
        assertThat(text("--task-file", task.toString(), "--prompt", "--model", "scripted"))
                .isEqualTo(
                        """
                        ===== system =====
                        %s===== user =====
                        %s===== end =====
                        about %,d tokens of 24,000, for scripted
                        left out, or not whole:
                          web/logo.png and 1 more: binary
                          web/package-lock.json: generated
                          start.md: a link or a submodule
                        """
                                .formatted(
                                        sent.getFirst(),
                                        sent.getLast(),
                                        prompt.get("tokens").asInt()));
    }

    @Test
    void promptBeginsWithTheRepositorysOwnInstructions() throws Exception {
        repository
                .write(".pithy-jaunt.yml", "prompt: {system: docs/prompt.md}\n")
                .write("docs/prompt.md", "Mind the ducks.\n");
        repository.commit("Instruct models");
        Path task = Files.writeString(folder.resolve("task.md"), TASK);

        String system =
                json("--task", TASK, "--prompt", "--model", "scripted")
                        .get("prompt")
                        .get("system")
                        .asString();

        assertThat(system)
                .startsWith("Mind the ducks.\n\n## How to state a change\n")
                .isEqualTo(sentByRun(task).messages().getFirst().text());
        Path own = Files.writeString(folder.resolve("mine.md"), "Mind the geese.\n");
        assertThat(text("--task", TASK, "--prompt", "--system-prompt", own.toString()))
                .startsWith("===== system =====\nMind the geese.\n");
    }

    @Test
    void instructionsThatAreNotThereAreNamed() throws Exception {
        repository.write(".pithy-jaunt.yml", "prompt: {system: ../prompt.md}\n");
        repository.commit("Instruct models wrongly");

        assertRefused(
                survey(repository.path(), "--task", "x", "--prompt"),
                1,
                "%s: .pithy-jaunt.yml: prompt.system is \"../prompt.md\": the path has an empty part, or one of dots and spaces only\n"
                        .formatted(repository.path()));
    }

    private ModelRequest sentByRun(Path task) throws InterruptedException {
        try (ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("NO CHANGE")))) {
            JauntProcess.start(
                            folder,
                            Map.of(
                                    "OPENAI_BASE_URL",
                                    model.baseUri().toString(),
                                    "OPENAI_API_KEY",
                                    "fake-key-0123456789",
                                    "MODEL_NAME",
                                    "scripted"),
                            List.of(
                                    "run",
                                    "--repo",
                                    repository.path().toString(),
                                    "--task-file",
                                    task.toString(),
                                    "--attempts",
                                    "1",
                                    "--dry-run"))
                    .await();
            return model.requests().getFirst();
        }
    }

    @Test
    void bareRepositoriesSubfoldersAndOtherCommitsWork() throws Exception {
        String shown = text();
        TestRepository bare = repository.bareClone(folder.resolve("bare.git"));
        assertThat(survey(bare.path()).output()).isEqualTo(shown);
        assertThat(survey(repository.path().resolve("src/main")).output()).isEqualTo(shown);

        repository.commit("more");
        assertThat(text()).isNotEqualTo(shown);
        assertThat(text("--commit", "HEAD~1")).isEqualTo(shown);
    }

    @Test
    void nothingIsWritten() throws Exception {
        List<String> before = files();
        text("--task", TASK, "--prompt");

        assertThat(files()).isEqualTo(before);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(repository.path())) {
            List<String> state = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                state.add(file + " " + Files.getLastModifiedTime(file));
            }
            return state;
        }
    }

    private static void assertRefused(Ended ended, int code, String message) {
        assertThat(ended.errors()).startsWith("jaunt survey: " + message).doesNotContain("\tat ");
        assertThat(ended.errors().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.output()).isEmpty();
    }

    @Test
    void badRepositoriesAndCommitsAreRefused() throws Exception {
        assertRefused(survey("none"), 2, "--repo none: there is no such folder\n");
        assertRefused(
                survey(Files.createDirectory(folder.resolve("plain"))),
                2,
                "--repo %s is not a git repository that can be read (fatal: not a git repository"
                        .formatted(folder.resolve("plain")));
        assertRefused(
                survey(TestRepository.create(folder.resolve("empty")).path()),
                2,
                "--repo %s has no commit yet: commit something first, or name one with --commit\n"
                        .formatted(folder.resolve("empty")));
        assertRefused(
                survey(repository.path(), "--commit", "--all"),
                2,
                "--commit --all: there is no such commit in %s\n".formatted(repository.path()));
        assertRefused(
                survey(repository.path(), "--commit", "nope"),
                2,
                "--commit nope: there is no such commit in %s\n".formatted(repository.path()));
    }

    @Test
    void badOptionsAreRefused() throws Exception {
        assertRefused(
                survey(repository.path(), "--prompt"),
                2,
                "--prompt needs a task: say it with --task or --task-file\n");
        assertRefused(
                survey(repository.path(), "--task", "x".repeat(40_001)),
                2,
                "the task has 40,001 characters, and at most 40,000 are taken: ");
        assertRefused(
                survey(repository.path(), "--task-file", "none.md"),
                2,
                "--task-file none.md: there is no such file, or it can't be read\n");
        assertRefused(
                survey(repository.path(), "--task-file", "-"),
                2,
                "the task is empty: say what should change\n");
        assertRefused(
                survey(repository.path(), "--task", "x", "--task-file", "-"),
                2,
                "Error: --task=TEXT, --task-file=FILE are mutually exclusive (specify only one)\n");
        assertRefused(
                survey(repository.path(), "--task", "x", "--prompt", "--system-prompt", "none.md"),
                2,
                "--system-prompt none.md can't be read\n");
        assertRefused(
                survey(repository.path(), "--task", "x", "--limit", "0"),
                2,
                "--limit 0: at least 1\n");
        assertRefused(
                survey(repository.path(), "--task", "x", "--prompt", "--tokens", "50"),
                2,
                "the task and the instructions are about ");
    }

    @Test
    void malformedSettingsOfTheRepositoryAreNamed() throws Exception {
        repository.write(".pithy-jaunt.yml", "nonsense: [\n").commit("settings");

        assertRefused(
                survey(repository.path(), "--task", "x", "--prompt"),
                1,
                repository.path() + ": .pithy-jaunt.yml: ");
        assertThat(survey(repository.path(), "--task", "x").code()).isZero();
    }
}
