package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is wrong before anything begins: one clear message, exit code 2 (1 when the other side is
/// at fault), and nothing made.
class BadInputIT {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "OPENAI_API_KEY",
                    "fake-key-0123456789",
                    "OPENAI_BASE_URL",
                    "http://127.0.0.1:9/v1");

    @TempDir Path folder;
    private TestRepository repository;

    @BeforeEach
    void makeRepository() {
        repository = TestRepository.create(folder.resolve("repository"));
        repository.write("a.txt", "a\n").commit("base");
    }

    private Ended run(Map<String, String> settings, String repo, String... options)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "--repo", repo));
        arguments.addAll(List.of(options));
        return JauntProcess.start(folder, settings, arguments).await();
    }

    private Ended run(String repo, String... options) throws InterruptedException {
        return run(SETTINGS, repo, options);
    }

    private void assertRefused(Ended ended, int code, String message) {
        assertThat(ended.errors()).contains(message).doesNotContain("\tat ");
        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.output()).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void folderThatIsNotThere() throws Exception {
        assertRefused(
                run(folder.resolve("none").toString(), "--task", "x"),
                2,
                folder.resolve("none") + ": there is no such folder");
    }

    @Test
    void folderThatIsNoRepository() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));

        assertRefused(
                run(plain.toString(), "--task", "x"),
                2,
                plain + " is not a git repository that can be read (fatal: not a git repository");
    }

    @Test
    void addressThatCannotBeReached() throws Exception {
        assertRefused(
                run("http://127.0.0.1:9/a.git", "--task", "x"),
                1,
                "jaunt run: http://127.0.0.1:9/a.git: git ls-remote: fatal: unable to access");
    }

    @Test
    void passwordInAnAddressIsNotShown() throws Exception {
        Ended ended = run("http://me:fake-password@127.0.0.1:9/a.git", "--task", "x");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors())
                .contains("http://***@127.0.0.1:9/a.git")
                .doesNotContain("fake-password");
    }

    @Test
    void validateAfterTheRunNeedsACheckout() throws Exception {
        try (RunScene scene = RunScene.answering(folder.resolve("scene"), RunScene.GREETS)) {
            scene.run();

            assertRefused(
                    JauntProcess.start(
                                    folder,
                                    SETTINGS,
                                    List.of("validate", "--folder", scene.out.toString()))
                            .await(),
                    2,
                    "name a repository that holds the base commit with --checkout");
        }
    }

    @Test
    void addressThatRunsAProgram() throws Exception {
        assertRefused(
                run("ext::sh -c touch% pwned", "--task", "x"),
                2,
                "the protocol ext is not used here");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    void branchThatIsNotThere() throws Exception {
        assertRefused(
                run(repository.path().toString(), "--task", "x", "--branch", "nope"),
                2,
                repository.path() + " has no branch nope");
    }

    @Test
    void repositoryWithoutACommit() throws Exception {
        Path empty = TestRepository.create(folder.resolve("empty")).path();

        assertRefused(
                run(empty.toString(), "--task", "x"),
                2,
                empty + " has no commit yet: commit something first");
    }

    @Test
    void emptyTask() throws Exception {
        assertRefused(
                run(repository.path().toString(), "--task", "  "),
                2,
                "the task is empty: say what should change");
    }

    @Test
    void overlongTask() throws Exception {
        Path file = Files.writeString(folder.resolve("task.txt"), "x".repeat(40_001));

        assertRefused(
                run(repository.path().toString(), "--task-file", file.toString()),
                2,
                "the task has 40,001 characters, and at most 40,000 are taken");
    }

    @Test
    void taskFileThatIsNotThere() throws Exception {
        assertRefused(
                run(repository.path().toString(), "--task-file", "none.txt"),
                2,
                "--task-file none.txt: there is no such file, or it can't be read");
    }

    @Test
    void noTask() throws Exception {
        assertRefused(run(repository.path().toString()), 2, "--task");
    }

    @Test
    void neitherKeyNorBaseUrl() throws Exception {
        assertRefused(
                run(Map.of(), repository.path().toString(), "--task", "x"),
                2,
                "no model provider is set: put OPENAI_API_KEY or ANTHROPIC_API_KEY into .env or the environment");
    }

    @Test
    void folderForTheOutputThatHoldsFiles() throws Exception {
        assertRefused(
                run(
                        repository.path().toString(),
                        "--task",
                        "x",
                        "--out",
                        repository.path().toString()),
                2,
                repository.path() + " is not empty: an execution needs a folder of its own");
    }

    @Test
    void limitOfZero() throws Exception {
        assertRefused(
                run(repository.path().toString(), "--task", "x", "--time-limit", "0"),
                2,
                "--time-limit 0: at least 1");
    }

    @Test
    void phaseWithoutARequest() throws Exception {
        assertRefused(
                JauntProcess.start(
                                folder,
                                SETTINGS,
                                List.of("publish", "--folder", folder.resolve("x").toString()))
                        .await(),
                2,
                folder.resolve("x")
                        + " holds no request.json: it is not the folder of an execution");
    }

    @Test
    void unknownCommandAndOption() throws Exception {
        assertRefused(
                JauntProcess.start(folder, SETTINGS, List.of("frobnicate")).await(),
                2,
                "jaunt: Unmatched argument");
        assertRefused(
                run(repository.path().toString(), "--task", "x", "--nope"),
                2,
                "Unknown option: '--nope'");
    }
}
