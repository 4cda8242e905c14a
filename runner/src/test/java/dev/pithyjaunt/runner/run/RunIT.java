package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.Report;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// `jaunt run` from task to branch, with real processes, real git and real HTTP.
class RunIT {

    @TempDir Path folder;

    @Test
    void taskBecomesABranchOnTheRemoteAndTheCheckoutIsNotTouched() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            List<String> before = scene.checkoutState();

            Ended ended = scene.run("--check", "sh test.sh");

            assertThat(ended.code()).as(ended.errors()).isZero();
            ExecutionResult result = Json.read(ended.output(), ExecutionResult.class);
            assertThat(result).isEqualTo(scene.result());
            assertThat(result.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(result.baseCommit()).isEqualTo(scene.base);
            assertThat(result.branch()).isEqualTo("pj/" + result.taskId());
            assertThat(result.usage().calls()).hasSize(1);
            assertThat(result.usage().promptTokens()).isPositive();
            assertThat(result.seconds().keySet())
                    .containsExactly("generate", "validate", "publish");
            assertThat(scene.remoteBranches()).containsExactly("main", result.branch());
            assertThat(scene.checkoutState()).isEqualTo(before);
            String shown =
                    scene.remote.git(
                            "show",
                            "--format=%H%n%P%n%an <%ae>%n%cn%n%B",
                            "--no-patch",
                            Objects.requireNonNull(result.branch()));
            assertThat(shown)
                    .isEqualTo(
                            """
                            %s
                            %s
                            Pithy Jaunt <pithy-jaunt@noreply.invalid>
                            Pithy Jaunt
                            Pithy Jaunt: Greet the world in greet.sh

                            I greet the world.

                            Task: %s
                            Execution: %s
                            """
                                    .formatted(
                                            result.headCommit(),
                                            scene.base,
                                            result.taskId(),
                                            result.executionId()));
            assertThat(scene.remote.git("diff", "main", result.branch()))
                    .endsWith("@@ -1,2 +1,2 @@\n #!/bin/sh\n-echo hello\n+echo hello world");
        }
    }

    @Test
    void modelLooksIntoTheCommitBeforeItAnswers() throws Exception {
        Script script =
                Script.of(
                        new Answer.Calls(
                                "",
                                List.of(
                                        new Answer.Call(
                                                "search", "{\"text\":\"farewell of the day\"}"),
                                        new Answer.Call(
                                                "read", "{\"path\":\"../../etc/passwd\"}"))),
                        new Answer.Calls(
                                "Let me read it.",
                                List.of(
                                        new Answer.Call(
                                                "read",
                                                "{\"path\":\"lib/words.txt\",\"around\":\"farewell\"}"))),
                        new Answer.Text(
                                """
                                I say it politely.
                                lib/words.txt
                                <<<<<<< SEARCH
                                the farewell of the day: bye
                                =======
                                the farewell of the day: good bye
                                >>>>>>> REPLACE
                                """));
        try (RunScene scene = RunScene.with(folder, script)) {
            String filler = "a word that says nothing about the matter\n".repeat(4000);
            scene.checkout.write(
                    "lib/words.txt", filler + "the farewell of the day: bye\n" + filler);
            String base = scene.checkout.commit("words");
            scene.checkout.write("lib/words.txt", "the farewell of the day: not committed\n");

            Ended ended = scene.run("--attempts", "1");

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.remote.git("diff", base, scene.branch()))
                    .contains("-the farewell of the day: bye\n+the farewell of the day: good bye");
            assertThat(scene.result().usage().calls()).hasSize(3);
            assertThat(Json.read(scene.out.resolve("report.json"), Report.class).attempts())
                    .isEqualTo(1);
            assertThat(scene.file("generate.log"))
                    .contains(
                            "search \"farewell of the day\": 1 of 1 lines, in 1 file\n",
                            "read ../../etc/passwd: ../../etc/passwd can't be looked up: the path has an"
                                    + " empty part, or one of dots and spaces only.\n",
                            "read lib/words.txt around \"farewell\": 1 of 1 places\n");
            assertThat(scene.file("transcript.jsonl"))
                    .contains("\"role\":\"tool\"", "\"callId\":\"call_3\"")
                    .doesNotContain("not committed", "root:");
        }
    }

    @Test
    void phasesHandTheirFilesOverAndLeaveNothingElse() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.run("--check", "sh test.sh");

            try (Stream<Path> files = Files.list(scene.out)) {
                assertThat(files.map(path -> path.getFileName().toString()).sorted())
                        .containsExactly(
                                "evidence.json",
                                "evidence.md",
                                "generate.log",
                                "patch.diff",
                                "publication.json",
                                "publish.log",
                                "pull-request.md",
                                "report.json",
                                "report.log",
                                "request.json",
                                "result.json",
                                "transcript.jsonl",
                                "validate.log");
            }
            assertThat(scene.file("patch.diff")).isEqualTo(scene.result().diff());
            assertThat(scene.file("transcript.jsonl").lines())
                    .extracting(line -> Json.read(line, JsonNode.class).path("role").asString())
                    .containsExactly(
                            "execution", "system", "user", "assistant", "answered", "result");
            Report report = Json.read(scene.out.resolve("report.json"), Report.class);
            assertThat(report.files()).containsExactly(new Report.FileChange("greet.sh", 1, 1));
            assertThat(report.context()).contains("greet.sh");
            Evidence evidence = Json.read(scene.out.resolve("evidence.json"), Evidence.class);
            assertThat(evidence.checks())
                    .extracting(Evidence.Check::command, Evidence.Check::comparison)
                    .containsExactly(tuple("sh test.sh", Evidence.Comparison.FIXED));
        }
    }

    @Test
    void patchAppliesWithPlainGitAtTheBaseCommit() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.run("--dry-run");

            scene.checkout.git("apply", "--index", scene.out.resolve("patch.diff").toString());

            assertThat(scene.checkout.path().resolve("greet.sh"))
                    .hasContent("#!/bin/sh\necho hello world\n");
        }
    }

    @Test
    void movedFileIsARenameInThePatchAndBothPathsAreReported() throws Exception {
        String moves =
                "diff --git a/greet.sh b/bin/greet.sh\nrename from greet.sh\nrename to bin/greet.sh\n";
        try (RunScene scene = RunScene.answering(folder, moves)) {
            Ended ended = scene.run();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.file("patch.diff"))
                    .isEqualTo(
                            """
                            diff --git a/greet.sh b/bin/greet.sh
                            similarity index 100%
                            rename from greet.sh
                            rename to bin/greet.sh
                            """);
            assertThat(Json.read(scene.out.resolve("report.json"), Report.class).files())
                    .containsExactly(
                            new Report.FileChange("greet.sh", 0, 0),
                            new Report.FileChange("bin/greet.sh", 0, 0));
            assertThat(scene.remote.git("diff", "--name-status", "main", scene.branch()))
                    .isEqualTo("R100\tgreet.sh\tbin/greet.sh");
        }
    }

    @Test
    void patchThatWasBrokenSinceIsNotPublished() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.run("--dry-run");
            Files.writeString(
                    scene.out.resolve("patch.diff"), scene.file("patch.diff") + "and more\n");

            Ended ended =
                    JauntProcess.start(
                                    folder,
                                    scene.settings(),
                                    List.of("publish", "--folder", scene.out.toString()))
                            .await();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.errors())
                    .contains(
                            "patch (line 9): expected \"diff --git \" or \"--- \" but found \"and more\"");
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void dryRunStopsBeforeThePush() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Ended ended = scene.run("--dry-run");

            assertThat(ended.code()).isZero();
            assertThat(scene.result().branch()).isNull();
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void repositoryWithoutARemoteGetsTheBranchItself() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.checkout.git("remote", "remove", "origin");

            Ended ended = scene.run();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.checkout.git("rev-parse", scene.branch()))
                    .isEqualTo(scene.result().headCommit());
            assertThat(scene.checkout.git("status", "--porcelain", "--branch"))
                    .isEqualTo("## main");
        }
    }

    @Test
    void uncommittedChangesAreNotPartOfTheBase() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.checkout.write("greet.sh", "something else\n");

            Ended ended = scene.run();

            assertThat(ended.code()).isZero();
            assertThat(ended.errors())
                    .contains("has uncommitted changes; they are not part of the base");
            assertThat(scene.checkout.path().resolve("greet.sh")).hasContent("something else\n");
        }
    }

    @Test
    void checksThatNewlyFailNeedReviewAndTheBranchIsThereToLookAt() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Ended ended = scene.run("--check", "grep -qx 'echo hello' greet.sh");

            assertThat(ended.code()).isEqualTo(3);
            assertThat(scene.result().status()).isEqualTo(TaskStatus.NEEDS_REVIEW);
            assertThat(scene.error().category()).isEqualTo(Category.CHECKS_FAILED);
            assertThat(scene.remoteBranches()).contains(scene.branch());
        }
    }

    @Test
    void checksThatFailedBeforeAreNotBlamedOnThePatch() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            assertThat(scene.run("--check", "false").code()).isZero();
        }
    }

    @Test
    void editThatDoesNotFitIsMendedInTheSecondAttempt() throws Exception {
        String wrong = RunScene.GREETS.replace("echo hello\n", "echo hallo\n");
        try (RunScene scene = RunScene.answering(folder, wrong, RunScene.GREETS)) {
            Ended ended = scene.run();

            assertThat(ended.code()).isZero();
            assertThat(scene.result().usage().calls()).hasSize(2);
            assertThat(scene.model.requests().getLast().text())
                    .contains("greet.sh: the text to be replaced (1 line) is not in the file");
        }
    }

    @Test
    void syntaxErrorThatTheModelInsistsOnIsAWarningAndThePatchGoesOn() throws Exception {
        String broken = RunScene.GREETS.replace("hello world", "$(hello world");
        try (RunScene scene = RunScene.answering(folder, broken, broken)) {
            Ended ended = scene.run();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(Json.read(scene.out.resolve("report.json"), Report.class).warnings())
                    .containsExactly(
                            "syntax of greet.sh, line 2: missing \")\": echo $(hello world");
            Ended text =
                    JauntProcess.start(
                                    folder,
                                    Map.of(),
                                    List.of("report", "--folder", scene.out.toString()))
                            .await();
            assertThat(text.output())
                    .contains(
                            "warning   syntax of greet.sh, line 2: missing \")\": echo $(hello world\n");
            assertThat(scene.model.requests()).hasSize(2);
            assertThat(scene.remoteBranches()).hasSize(2);
        }
    }

    @Test
    void editsThatFitNowhereAreKeptAndNothingIsPushed() throws Exception {
        String wrong = RunScene.GREETS.replace("echo hello\n", "echo hallo\n");
        try (RunScene scene = RunScene.answering(folder, wrong, wrong + "\n", wrong + "\n\n")) {
            Ended ended = scene.run();

            assertThat(ended.code()).isEqualTo(3);
            assertThat(scene.result().status()).isEqualTo(TaskStatus.NEEDS_REVIEW);
            assertThat(scene.error())
                    .isEqualTo(
                            new ExecutionError(
                                    Category.PATCH_REJECTED,
                                    "1 of the model's edits could not be made; they are kept in report.json"));
            assertThat(scene.file("report.json")).contains("SEARCH\\necho hallo");
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void halfAnEditIsNeverApplied() throws Exception {
        String half = RunScene.GREETS.replace(">>>>>>> REPLACE\n", "");
        try (RunScene scene = RunScene.answering(folder, half)) {
            Ended ended = scene.run();

            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.errors()).contains("has no line \">>>>>>> REPLACE\"");
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void questionOfTheModelIsTheResult() throws Exception {
        try (RunScene scene = RunScene.answering(folder, "QUESTION: In which language?")) {
            assertThat(scene.run().code()).isEqualTo(4);
            assertThat(scene.result().status()).isEqualTo(TaskStatus.NEEDS_CLARIFICATION);
            assertThat(scene.result().question()).isEqualTo("In which language?");
        }
    }

    @Test
    void nothingToChangeSaysWhy() throws Exception {
        try (RunScene scene = RunScene.answering(folder, "NO CHANGE: It greets already.")) {
            assertThat(scene.run().code()).isEqualTo(5);
            assertThat(scene.error())
                    .isEqualTo(new ExecutionError(Category.NO_CHANGE, "It greets already."));
        }
    }

    @Test
    void workflowFilesAreNotPushed() throws Exception {
        try (RunScene scene =
                RunScene.answering(
                        folder,
                        ".github/workflows/x.yml\n<<<<<<< SEARCH\n=======\non: push\n>>>>>>> REPLACE\n")) {
            assertThat(scene.run().code()).isEqualTo(3);
            assertThat(scene.error().message())
                    .isEqualTo(
                            "a person must look first: .github/workflows/x.yml is run with the repository's secrets");
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void otherProtectedFilesArePushedForAPersonToLookAt() throws Exception {
        try (RunScene scene =
                RunScene.answering(
                        folder, "package.json\n<<<<<<< SEARCH\n=======\n{}\n>>>>>>> REPLACE\n")) {
            assertThat(scene.run().code()).isEqualTo(3);
            assertThat(scene.error().message())
                    .isEqualTo(
                            "a person must look first: package.json names dependencies, and what is run when they are installed or built");
            assertThat(scene.remoteBranches()).containsExactly("main", scene.branch());
        }
    }

    @Test
    void changeThatIsNotAllowedIsNeitherKeptNorPushed() throws Exception {
        String secret = "gh" + "p_" + "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX";
        String leaks = RunScene.GREETS.replace("world\n>", secret + "\n>");
        try (RunScene scene =
                RunScene.answering(folder, leaks, leaks + "again", leaks + "and again")) {
            assertThat(scene.run().code()).isEqualTo(3);
            assertThat(scene.error())
                    .isEqualTo(
                            new ExecutionError(
                                    ExecutionError.Category.POLICY_VIOLATION,
                                    "the model's change is not allowed here: greet.sh holds what looks like a GitHub token in line 2"));
            assertThat(scene.model.requests()).hasSize(3);
            assertThat(scene.out.resolve("patch.diff")).doesNotExist();
            assertThat(scene.file("report.json")).contains("in line 2");
            assertThat(scene.everythingWritten()).doesNotContain(secret);
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void settingsOfTheRepositoryAreThoseOfItsBaseCommit() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS, RunScene.GREETS)) {
            scene.checkout.write(".pithy-jaunt.yml", "paths: {allowed: ['*.md']}\n");
            scene.checkout.commit("only documents");
            scene.checkout.write(".pithy-jaunt.yml", "");

            assertThat(scene.run().code()).isEqualTo(3);
            assertThat(scene.error().message())
                    .isEqualTo(
                            "the model's change is not allowed here: greet.sh lies outside the paths that may be changed here");
        }
    }

    @Test
    void settingsThatCannotBeReadEndItBeforeTheModelIsAsked() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.checkout.write(".pithy-jaunt.yml", "limits: {files: many}\n");
            scene.checkout.commit("wrong");

            assertThat(scene.run().code()).isEqualTo(3);
            assertThat(scene.error())
                    .isEqualTo(
                            new ExecutionError(
                                    ExecutionError.Category.POLICY_VIOLATION,
                                    ".pithy-jaunt.yml: limits.files must be a number from 1 to 100"));
            assertThat(scene.model.requests()).isEmpty();
        }
    }

    @Test
    void publishJudgesThePatchAgain() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            scene.run("--dry-run");
            Files.writeString(
                    scene.out.resolve("patch.diff"),
                    """
                    diff --git a/link b/link
                    new file mode 120000
                    index 0000000000000000000000000000000000000000..3594e94c04db171e2767224db355f514b13715c5
                    --- /dev/null
                    +++ b/link
                    @@ -0,0 +1 @@
                    +/etc/passwd
                    \\ No newline at end of file
                    """);

            Ended published =
                    JauntProcess.start(
                                    folder,
                                    scene.settings(),
                                    List.of("publish", "--folder", scene.out.toString()))
                            .await();

            assertThat(published.code()).isEqualTo(3);
            assertThat(published.errors())
                    .contains("not pushed, since it is not allowed: link is a symbolic link");
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void refusedPushKeepsThePatchAndPublishCanBeRepeatedWithoutTheModel() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Path hook = scene.remote.path().resolve("hooks/pre-receive");
            Files.createDirectories(hook.getParent());
            Files.writeString(hook, "#!/bin/sh\necho no pushes today >&2\nexit 1\n");
            assertThat(hook.toFile().setExecutable(true)).isTrue();

            Ended refused = scene.run();

            assertThat(refused.code()).isEqualTo(1);
            assertThat(scene.error().category()).isEqualTo(Category.FORGE_ERROR);
            assertThat(scene.error().message()).contains("no pushes today");
            assertThat(scene.file("patch.diff")).contains("+echo hello world");

            Files.delete(hook);
            assertThat(phase(scene, "publish").code()).isZero();
            assertThat(phase(scene, "publish").code()).isZero();
            assertThat(phase(scene, "report").code()).isZero();
            assertThat(scene.result().outcome()).isEqualTo(Outcome.READY);
            assertThat(scene.remoteBranches()).contains(scene.branch());
            assertThat(scene.model.requests()).hasSize(1);
        }
    }

    private static Ended phase(RunScene scene, String phase) throws InterruptedException {
        return JauntProcess.start(
                        scene.folder, Map.of(), List.of(phase, "--folder", scene.out.toString()))
                .await();
    }

    @Test
    void wrongKeyEndsWithTheProvidersWordsAndNoKeyAnywhere() throws Exception {
        Script refusing =
                Script.of(
                        new Answer.Status(
                                401,
                                "{\"error\":{\"message\":\"Incorrect API key provided: "
                                        + RunScene.KEY
                                        + "\",\"code\":\"invalid_api_key\"}}",
                                Map.of()));
        try (RunScene scene = RunScene.with(folder, refusing)) {
            Ended ended = scene.run();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.error().message())
                    .contains("401")
                    .contains("Incorrect API key provided: ***");
            assertThat(scene.everythingWritten()).doesNotContain(RunScene.KEY);
        }
    }

    @Test
    void keyOfASuccessfulRunIsNowhereEither() throws Exception {
        try (RunScene scene =
                RunScene.answering(folder, "My key is " + RunScene.KEY + ".\n" + RunScene.GREETS)) {
            assertThat(scene.run("--check", "env").code()).isZero();

            assertThat(scene.everythingWritten()).doesNotContain(RunScene.KEY);
        }
    }

    @Test
    void modelThatAnswersNothingFails() throws Exception {
        try (RunScene scene = RunScene.with(folder, Script.of(new Answer.Nothing()))) {
            assertThat(scene.run().code()).isEqualTo(1);
            assertThat(scene.error().message()).isEqualTo("the model answered nothing");
        }
    }

    @Test
    void modelThatAnswersProseFails() throws Exception {
        try (RunScene scene = RunScene.answering(folder, "Sure!", "I will.", "Soon.")) {
            assertThat(scene.run().code()).isEqualTo(1);
            assertThat(scene.error().message())
                    .isEqualTo("the model answered with prose and no edit: \"Soon.\"");
        }
    }

    @Test
    void modelThatNeverAnswersIsGivenUpAtItsLimit() throws Exception {
        try (RunScene scene = RunScene.with(folder, Script.of(new Answer.Silence()))) {
            Ended ended = scene.run("--model-time-limit", "1");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.error().category()).isEqualTo(Category.MODEL_TIMEOUT);
            assertThat(scene.model.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void executionEndsAtItsTimeLimit() throws Exception {
        try (RunScene scene = RunScene.with(folder, Script.of(new Answer.Silence()))) {
            Ended ended = scene.run("--time-limit", "3");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.error().category()).isEqualTo(Category.TIMED_OUT);
        }
    }

    @Test
    void checkThatHangsIsKilledAtTheTimeLimitAndNothingIsPushed() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Ended ended = scene.run("--time-limit", "6", "--check", "sleep 300 & wait");

            assertThat(ended.code()).isEqualTo(3);
            assertThat(scene.error().category()).isEqualTo(Category.TIMED_OUT);
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void humanFormNamesBranchChecksAndTokens() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Ended ended =
                    JauntProcess.start(
                                    folder,
                                    scene.settings(),
                                    List.of(
                                            "run",
                                            "--repo",
                                            scene.checkout.path().toString(),
                                            "--task",
                                            "Greet",
                                            "--check",
                                            "sh test.sh"))
                            .await();

            assertThat(ended.output())
                    .contains("status    completed\n")
                    .contains("changed   greet.sh +1 -1\n")
                    .contains(
                            "check     \"sh test.sh\" fails with exit code 1 on base, passes with the patch\n")
                    .containsPattern("branch    pj/[0-9a-z]{26}\n")
                    .containsPattern("tokens    [0-9,]+ in, [0-9,]+ out \\(openai scripted\\)\n")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void repositoryMayBeAUrlAndTheBaseAnyOfItsBranches() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            TestRepository other = TestRepository.create(folder.resolve("other"));
            other.write("greet.sh", "#!/bin/sh\necho hello\n").commit("first");
            String first = other.git("rev-parse", "HEAD");
            other.branch("next").write("greet.sh", "gone\n").commit("second");

            Ended ended =
                    JauntProcess.start(
                                    folder,
                                    scene.settings(),
                                    List.of(
                                            "run",
                                            "--repo",
                                            "file://" + other.path(),
                                            "--branch",
                                            "main",
                                            "--check",
                                            "test -f greet.sh",
                                            "--task",
                                            "Greet",
                                            "--out",
                                            scene.out.toString()))
                            .await();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.result().baseCommit()).isEqualTo(first);
            assertThat(scene.result().checks()).isEqualTo(Evidence.Verdict.NO_NEW_FAILURE);
            assertThat(other.git("rev-parse", scene.branch()))
                    .isEqualTo(scene.result().headCommit());
        }
    }
}
