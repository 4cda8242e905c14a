package dev.pithyjaunt.agent.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.agent.AgentResult;
import dev.pithyjaunt.agent.ListedModel;
import dev.pithyjaunt.agent.Trial;
import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Redactor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class RecordingTest {

    private static final String FITS = RecordingScene.FITS;
    private static final String DOES_NOT_FIT = FITS.replace("one", "three");

    @TempDir Path folder;

    private RecordingScene scene;

    @BeforeEach
    void commit() {
        scene = new RecordingScene(folder);
    }

    private Path file() {
        return scene.file();
    }

    private AgentResult record(Redactor redactor, Object... answers) {
        return scene.record(redactor, answers);
    }

    private AgentResult play(RecordedModels models, String task) {
        return scene.run(models.models(), Trial.NEVER_OBJECTS, _ -> {}, task);
    }

    private static Completion reading(String path) {
        return new Completion(
                "",
                List.of(new ToolCall("id", "read", "{\"path\":\"%s\"}".formatted(path))),
                null,
                Ending.FINISHED,
                new ListedModel(RecordingScene.FIRST).call(10, 5));
    }

    private static ModelException failure(ModelException.Reason reason) {
        return new ModelException(
                "first",
                OptionalInt.of(503),
                reason,
                Optional.of(Duration.ofSeconds(2)),
                "not now",
                null);
    }

    @Test
    void conversationIsPlayedAgainWithoutAModel() {
        AgentResult result =
                record(
                        new Redactor(List.of()),
                        reading("a.txt"),
                        failure(ModelException.Reason.OVERLOADED),
                        DOES_NOT_FIT,
                        failure(ModelException.Reason.REJECTED));

        Recording recording = Recording.read(file());
        RecordedModels models = new RecordedModels(recording);
        AgentResult again = play(models, "task fake-secret");

        assertThat(result).isInstanceOf(AgentResult.Patched.class);
        assertThat(Recording.inWords(again))
                .isEqualTo(recording.result())
                .startsWith("patched, patch ");
        assertThat(models.divergence()).isEmpty();
        assertThat(models.played()).isEqualTo(5).isEqualTo(recording.turns().size());
    }

    @Test
    void whatWasRedactedMayBeAnything() {
        record(new Redactor(List.of("fake-secret")), FITS);
        RecordedModels models = new RecordedModels(Recording.read(file()));

        play(models, "task other-words");

        assertThat(models.divergence()).isEmpty();
    }

    @Test
    void firstPlaceThatIsAnotherIsTold() {
        record(new Redactor(List.of()), reading("a.txt"), FITS);
        RecordedModels models = new RecordedModels(Recording.read(file()));

        play(models, "another task");

        assertThat(models.divergence().map(Divergence::inWords))
                .hasValue(
                        "message 2 (user), line 2: recorded \"task fake-secret\", now \"another task\"");
    }

    @Test
    void recordingThatEndsEarlyIsPlayedToItsEnd() throws IOException {
        record(new Redactor(List.of()), DOES_NOT_FIT, FITS);
        List<String> lines = Files.readAllLines(file());
        int second = lines.size() - 3;
        Files.write(file(), lines.subList(0, second));
        Recording recording = Recording.read(file());
        RecordedModels models = new RecordedModels(recording);

        AgentResult again = play(models, "task fake-secret");

        assertThat(recording.result()).isNull();
        assertThat(models.played()).isEqualTo(1);
        assertThat(again)
                .isInstanceOfSatisfying(
                        AgentResult.Failed.class,
                        failed ->
                                assertThat(failed.error().message())
                                        .contains("the recording holds no more answers"));
    }

    @Test
    void lineThatWasNotFinishedIsLeftOutAtTheEndAlone() throws IOException {
        record(new Redactor(List.of()), DOES_NOT_FIT, FITS);
        String whole = Files.readString(file());
        int last = whole.stripTrailing().lastIndexOf('\n') + 1;

        Files.writeString(file(), whole.substring(0, last + 20));
        Recording cut = Recording.read(file());
        Files.writeString(file(), whole.stripTrailing());
        Recording withoutLineEnd = Recording.read(file());
        Files.writeString(file(), whole.substring(0, last + 20) + "\n");

        assertThat(cut.isCut()).isTrue();
        assertThat(cut.turns()).hasSize(2);
        assertThat(cut.result()).isNull();
        assertThat(withoutLineEnd.isCut()).isFalse();
        assertThat(withoutLineEnd.result()).startsWith("patched, patch ");
        assertThatThrownBy(() -> Recording.read(file()))
                .hasMessage(
                        "%s, line %d, is no line of a transcript"
                                .formatted(file(), whole.lines().count()));
    }

    @Test
    void cutInTheMiddleOfACharacterIsOneToo() throws IOException {
        record(new Redactor(List.of()), "NO CHANGE: schön");
        String whole = Files.readString(file());
        byte[] bytes = whole.substring(0, whole.indexOf("ö") + 1).getBytes(StandardCharsets.UTF_8);

        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(Recording.read(file()).isCut()).isTrue();
    }

    @Test
    void maskNeverReachesOverTheEndOfAText() {
        String begin = "-----BEGIN RSA " + "PRIVATE KEY-----";
        String address = "http" + "://somebody";

        record(new Redactor(List.of()), begin + "\nabc", address + "\",\"x\":\"y@z", FITS);

        Recording recording = Recording.read(file());
        assertThat(recording.turns()).hasSize(3);
        assertThat(recording.result()).startsWith("patched, patch ");
    }

    @Test
    void fileThatIsNotThereIsToldSo() {
        assertThatThrownBy(() -> Recording.read(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(folder.resolve("none") + ": there is no such file");
    }

    @Test
    void fileThatIsNoTranscriptIsRefusedWithItsLine() throws IOException {
        Files.writeString(file(), "{\"role\":\"system\"}\nno json\n");
        assertThatThrownBy(() -> Recording.read(file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file() + ", line 2, is no line of a transcript");

        Files.writeString(file(), "{\"role\":\"answered\"}\n");
        assertThatThrownBy(() -> Recording.read(file()))
                .hasMessage(file() + ", line 1, is no line of a transcript");

        Files.writeString(file(), "{\"role\":\"user\",\"text\":\"x\"}\n");
        assertThatThrownBy(() -> Recording.read(file()))
                .hasMessage(
                        file()
                                + " does not begin with what its execution was; it can't be played again");
    }

    @Test
    void transcriptHoldsEveryMessageOnceAndNoSecret() throws IOException {
        record(
                new Redactor(List.of("fake-secret")),
                new Completion(
                        "I look.",
                        List.of(new ToolCall("id", "read", "{\"path\":\"fake-secret\"}")),
                        null,
                        Ending.FINISHED,
                        new ListedModel(RecordingScene.FIRST).call(10, 5)),
                "fake-secret",
                "NO CHANGE: done");

        String at = "{\"at\":\"1970-01-01T00:00:00Z\",\"role\":";
        String usage =
                "\"usage\":{\"provider\":\"first\",\"model\":\"scripted\",\"inputTokens\":10,\"cachedInputTokens\":0,\"cacheWriteTokens\":0,\"outputTokens\":5,\"reasoningTokens\":0,\"counted\":true,\"seconds\":0.1}}";
        List<String> lines = Files.readAllLines(file());
        assertThat(lines.getFirst())
                .startsWith(at + "\"execution\",\"execution\":{\"executionId\":\"e1\"");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        at + "\"system\",\"text\":\"system\"}",
                        at + "\"user\",\"text\":\"files\\ntask ***\"}",
                        at
                                + "\"assistant\",\"text\":\"I look.\",\"calls\":[{\"id\":\"id\",\"name\":\"read\",\"arguments\":\"{\\\"path\\\":\\\"***\\\"}\"}]}",
                        at + "\"answered\",\"ending\":\"finished\"," + usage,
                        at
                                + "\"tool\",\"text\":\"There is no file ***.\",\"callId\":\"id\",\"tool\":\"read\"}",
                        at + "\"assistant\",\"text\":\"***\"}",
                        at + "\"answered\",\"ending\":\"finished\"," + usage,
                        at
                                + "\"rejected\",\"text\":\"the model answered with prose and no edit: \\\"***\\\"\"}",
                        lines.get(9),
                        at + "\"assistant\",\"text\":\"NO CHANGE: done\"}",
                        at + "\"answered\",\"ending\":\"finished\"," + usage,
                        at + "\"result\",\"result\":{\"kind\":\"nothing_to_change\"}}");
    }
}
