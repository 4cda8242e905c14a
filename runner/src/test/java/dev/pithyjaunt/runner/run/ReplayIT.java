package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `jaunt replay` of an execution that had to do with everything: lookups, an edit that did not
/// fit, a provider that was asked again, and one that took over.
class ReplayIT {

    private static final String FAILURE = "Too many are here.";

    @TempDir static Path folder;

    private static ModelScene scene;
    private static String recorded;

    @TempDir Path scratch;

    @BeforeAll
    static void record() throws Exception {
        scene =
                ModelScene.of(
                                folder,
                                ModelScene.calls("read", "{\"path\":\"test.sh\"}"),
                                ModelScene.unwilling(503, FAILURE, "server_error"),
                                new Answer.Text(ModelScene.DOES_NOT_FIT),
                                ModelScene.unwilling(401, "Not any more.", "invalid_api_key"))
                        .standIn(new Answer.Text(RunScene.GREETS));
        Ended ended = scene.generate();
        assertThat(ended.code()).as(ended.errors()).isZero();
        recorded = scene.scene.file("transcript.jsonl");
    }

    @AfterAll
    static void end() {
        scene.close();
    }

    private Ended replay(Path transcript, Path repository) throws InterruptedException {
        return JauntProcess.start(
                        scratch,
                        Map.of(),
                        List.of("replay", transcript.toString(), "--repo", repository.toString()))
                .await();
    }

    /// Of a transcript with this text, on the repository that it was recorded on.
    private Ended replay(String text) throws IOException, InterruptedException {
        Path transcript = Files.writeString(scratch.resolve("transcript.jsonl"), text);
        return replay(transcript, scene.scene.checkout.path());
    }

    @Test
    void conversationIsPlayedToTheSameEndWithoutAModel() throws Exception {
        int before = scene.asked().size();

        Ended ended =
                replay(scene.scene.out.resolve("transcript.jsonl"), scene.scene.checkout.path());

        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.output())
                .matches(
                        """
                        played 5 of 5 calls again
                        result: patched, patch [0-9a-f]{12}
                        the same as recorded
                        """);
        assertThat(ended.errors())
                .contains(
                        "read test.sh: 1 line\n",
                        "failed: openai (scripted) at ",
                        "anthropic (claude-sonnet-5-5) takes over\n");
        assertThat(scene.asked()).hasSize(before);
        assertThat(scene.scene.checkout.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void objectionIsPlayedAgainWithoutRunningACheck() throws Exception {
        int result = recorded.lastIndexOf("{\"at\":");
        String objected =
                "{\"at\":\"2026-11-28T12:00:00Z\",\"role\":\"objected\",\"text\":\"\\\"make test\\\": 1 test\",\"objection\":{\"failures\":1,\"feedback\":\"It fails.\"}}\n";
        assertThat(recorded).containsOnlyOnce(",\"rounds\":0}");

        Ended ended =
                replay(
                        recorded.substring(0, result).replace(",\"rounds\":0}", ",\"rounds\":1}")
                                + objected
                                + recorded.substring(result));

        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.errors())
                .contains(
                        "checks newly fail: \"make test\": 1 test\n",
                        "failed: the recording holds no more answers\n");
    }

    @Test
    void transcriptThatSaysNothingOfRoundsIsPlayedAgain() throws Exception {
        assertThat(replay(recorded.replace(",\"rounds\":0", "")).code()).isZero();
    }

    @Test
    void firstPlaceThatIsAnotherIsTold() throws Exception {
        String task = "Greet the world in greet.sh";
        assertThat(recorded.lines().findFirst().orElseThrow()).contains(task);

        Ended ended =
                replay(
                        recorded.replace(
                                "\"description\":\"" + task, "\"description\":\"Greet the moon"));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .containsPattern(
                        "diverges at message 2 \\(user\\), line \\d+: recorded \"Greet the world in greet.sh\", now \"Greet the moon\"\n")
                .endsWith("\nnot the same as recorded\n");
    }

    @Test
    void resultThatIsAnotherIsTold() throws Exception {
        Ended ended = replay(recorded.replace("\\necho hello world\\n", "\\necho bye\\n"));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .matches(
                        """
                        played 5 of 5 calls again
                        result: patched, patch [0-9a-f]{12}
                        recorded: patched, patch [0-9a-f]{12}
                        not the same as recorded
                        """);
    }

    @Test
    void lineThatAKilledProgramDidNotFinishIsLeftOut() throws Exception {
        String cut = recorded.substring(0, recorded.indexOf(FAILURE) + 5);

        Ended ended = replay(cut);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors())
                .startsWith(
                        "note: the last line of %s was not finished; it is left out\n"
                                .formatted(scratch.resolve("transcript.jsonl")));
        assertThat(ended.output())
                .isEqualTo(
                        """
                        played 1 of 1 calls again
                        result: failed
                        recorded: no result, the work was broken off
                        not the same as recorded
                        """);
    }

    @Test
    void repositoryWithoutTheCommitIsRefused() throws Exception {
        TestRepository other = TestRepository.create(scratch.resolve("other"));
        other.write("a.txt", "a\n").commit("other");

        Ended ended = replay(scene.scene.out.resolve("transcript.jsonl"), other.path());

        assertUsage(
                ended,
                "--repo %s does not hold the commit %s that the transcript begins with"
                        .formatted(other.path(), scene.scene.base));
    }

    @Test
    void folderThatIsNoRepositoryIsRefused() throws Exception {
        Ended ended = replay(scene.scene.out.resolve("transcript.jsonl"), scratch);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors()).startsWith("jaunt replay: ").doesNotContain("\tat ");
    }

    @Test
    void fileThatIsNoTranscriptOrNotThereIsRefused() throws Exception {
        Path file = scratch.resolve("transcript.jsonl");

        assertUsage(replay("# Greetings\n"), file + ", line 1, is no line of a transcript");
        assertUsage(
                replay("{\"role\":\"execution\",\"execution\":{}}\n"),
                file + ", line 1, is no line of a transcript");
        assertUsage(
                replay(scratch.resolve("none"), scene.scene.checkout.path()),
                scratch.resolve("none") + ": there is no such file");
    }

    private static void assertUsage(Ended ended, String message) {
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors())
                .isEqualTo(
                        "jaunt replay: %s\n'jaunt replay --help' describes the options.\n"
                                .formatted(message));
        assertThat(ended.output()).isEmpty();
    }
}
