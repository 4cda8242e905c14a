package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess.Ended;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/// Limits of tokens and money, and what is left when one is reached.
class BudgetIT {

    private static final Answer DOES_NOT_FIT =
            ModelScene.taking(9_000, 900, new Answer.Text(ModelScene.DOES_NOT_FIT));

    private static final String PART =
            "README.md\n<<<<<<< SEARCH\n# Greetings\n=======\n# Hello\n>>>>>>> REPLACE\n";

    @TempDir Path folder;

    private static void assertFailed(ModelScene scene, Ended ended, String message) {
        assertThat(ended.code()).as(ended.errors()).isEqualTo(1);
        assertThat(scene.scene.result().status()).isEqualTo(TaskStatus.FAILED);
        assertThat(scene.scene.error().category()).isEqualTo(Category.BUDGET_EXCEEDED);
        assertThat(scene.scene.error().message()).matches(message);
        assertThat(scene.scene.out.resolve("patch.diff")).doesNotExist();
        assertThat(scene.scene.remoteBranches()).containsExactly("main");
    }

    @Test
    void limitOfTokensEndsItWhenNothingFitsYet() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            Ended ended = scene.run("--max-tokens", "10900");

            assertFailed(
                    scene,
                    ended,
                    "the limit of 10,900 tokens for an execution is reached: 9,900 are used, and the next prompt alone has about [0-9],\\d{3}");
            assertThat(scene.asked()).hasSize(1);
            assertThat(scene.report().partial()).isFalse();
        }
    }

    @Test
    void partThatFitsIsPublishedForAPersonToLookAt() throws Exception {
        Answer half =
                ModelScene.taking(
                        9_000, 900, new Answer.Text(PART + "\n" + ModelScene.DOES_NOT_FIT));
        try (ModelScene scene = ModelScene.of(folder, half)) {
            Ended ended = scene.run("--max-tokens", "10900");

            assertThat(ended.code()).as(ended.errors()).isEqualTo(3);
            assertThat(scene.scene.result().status()).isEqualTo(TaskStatus.NEEDS_REVIEW);
            assertThat(scene.scene.error().category()).isEqualTo(Category.BUDGET_EXCEEDED);
            assertThat(scene.scene.error().message())
                    .startsWith("the limit of 10,900 tokens for an execution is reached: 9,900");
            assertThat(scene.report().partial()).isTrue();
            assertThat(scene.scene.file("patch.diff"))
                    .contains("-# Greetings\n+# Hello\n")
                    .doesNotContain("greet.sh");
            assertThat(scene.scene.remote.git("diff", "main", scene.scene.branch()))
                    .endsWith("-# Greetings\n+# Hello");
            assertThat(
                            scene.scene.remote.git(
                                    "show", "--format=%B", "--no-patch", scene.scene.branch()))
                    .contains(
                            "\nThis is a part of the change: the work was broken off before it was whole.\n");
        }
    }

    /// The first call costs 9,000 times 2 and 900 times 10 millionths of a dollar.
    @Test
    void limitOfMoneyEndsItBeforeTheCallThatMayGoOverIt() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            Ended ended = scene.set("MODEL_NAME", "gpt-6.1-sol").run("--max-dollars", "0.035");

            assertFailed(
                    scene,
                    ended,
                    "the limit of \\$0.0350 for an execution is reached: \\$0.0270 are used, and the next call may take \\$0.01\\d\\d for a short answer");
            assertThat(scene.asked()).hasSize(1);
            assertThat(scene.asked().getFirst().maxOutputTokens().orElseThrow())
                    .isBetween(1_000, 3_500);
        }
    }

    @Test
    void limitOfMoneyOfTheSettingsCantBeKeptWithoutAPrice() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            Ended ended = scene.set("JAUNT_EXECUTION_DOLLARS", "0.50").run();

            assertFailed(
                    scene,
                    ended,
                    "there is a limit on money, and the price of openai \\(scripted\\) is not known: add it to a file that JAUNT_MODELS names, or take the limit away");
            assertThat(scene.asked()).isEmpty();
        }
    }

    @Test
    void oneCallHasALimitOfItsOwn() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            Ended ended = scene.run("--max-call-tokens", "1500");

            assertFailed(
                    scene,
                    ended,
                    "the limit of 1,500 tokens for one call is reached: its prompt alone has about \\d,\\d{3}");
            assertThat(scene.asked()).isEmpty();
        }
    }

    @Test
    void executionThatTakesMoreThanMostDoSaysSoOnce() throws Exception {
        Answer looks = ModelScene.taking(50_001, 10, ModelScene.calls("list", "{}"));
        try (ModelScene scene =
                ModelScene.of(folder, looks, looks, new Answer.Text(RunScene.GREETS))) {
            Ended ended = scene.generate();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(ended.errors().lines())
                    .filteredOn(line -> line.startsWith("warning:"))
                    .containsExactly("warning: this execution has taken 50,011 tokens");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--max-tokens, 0, '--max-tokens must be a number of tokens, at least 1, not \"0\"'",
        "--max-call-tokens, many, '--max-call-tokens must be a number of tokens, at least 1, not \"many\"'",
        "--max-dollars, -1, '--max-dollars must be an amount of dollars such as 0.50, more than 0 and at most 1000000, not \"-1\"'",
        "JAUNT_CALL_TOKENS, 1.5, 'JAUNT_CALL_TOKENS must be a number of tokens, at least 1, not \"1.5\"'",
        "JAUNT_EXECUTION_DOLLARS, 1e3, 'JAUNT_EXECUTION_DOLLARS must be an amount of dollars such as 0.50, more than 0 and at most 1000000, not \"1e3\"'"
    })
    void limitThatIsNoneIsRefusedByName(String name, String value, String message)
            throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            Ended ended =
                    name.startsWith("--")
                            ? scene.run(name + "=" + value)
                            : scene.set(name, value).run();

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.errors()).startsWith("jaunt run: " + message + "\n");
            assertThat(scene.scene.out).doesNotExist();
            assertThat(scene.asked()).isEmpty();
        }
    }

    @Test
    void estimateOfARunAsksNoModelAndLeavesNothing() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            scene.set("MODEL_NAME", "gpt-6.1-sol");

            Ended ended =
                    scene.jaunt(
                            "run",
                            "--repo",
                            scene.scene.checkout.path().toString(),
                            "--task",
                            "Greet",
                            "--max-dollars",
                            "0.25",
                            "--estimate");

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(ended.output())
                    .matches(
                            """
                            openai \\(gpt-6.1-sol\\)
                            prompt     about [0-9,]+ tokens, with 3 files
                            expected   3 calls, [0-9,]+ tokens in \\([0-9,]+ of them from the provider's cache\\), 2,100 out: \\$0\\.0\\d{3}
                            at worst   15 calls, [0-9,]+ tokens in, [0-9,]+ out: \\$0\\.2500
                            """);
            assertThat(scene.asked()).isEmpty();
            assertThat(folder.resolve("state/pithy-jaunt")).isEmptyDirectory();
        }
    }

    @Test
    void estimateOfAPhaseIsOneObjectAndWritesNoFile() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, DOES_NOT_FIT)) {
            Ended ended = scene.generate("--estimate", "--json");

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(ended.output())
                    .startsWith("{\n  \"provider\" : \"openai\",\n  \"model\" : \"scripted\",\n")
                    .contains(
                            "\"expected\" : {\n    \"calls\" : 3,",
                            "\"worst\" : {\n    \"calls\" : 15,")
                    .doesNotContain("nanoDollars");
            assertThat(scene.asked()).isEmpty();
            assertThat(scene.scene.out.toFile().list()).containsExactly("request.json");
        }
    }
}
