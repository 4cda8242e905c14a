package dev.pithyjaunt.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.testkit.Reception;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class FinalReportTest {

    private static final Duration TIME = Duration.ofSeconds(10);

    @TempDir Path path;

    private EventScene scene;

    @BeforeEach
    void open() {
        scene = EventScene.create(path);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Event.Ended ended() {
        assertThat(scene.receiver.events()).last().isInstanceOf(Event.Ended.class);
        return (Event.Ended) scene.receiver.events().getLast();
    }

    @Test
    void whatAPhaseCouldNotSendIsSentBeforeTheEnd() {
        scene.during(
                "generate",
                EventScene.fast().withDrain(Duration.ofMillis(100)),
                EventScene.SECRET,
                sender -> {
                    EventScene.saying("a", 2).accept(sender);
                    scene.awaitLines("generate", 2);
                    scene.receiver.next(new Reception.Status(503, Map.of("Retry-After", "30")));
                    EventScene.saying("b", 2).accept(sender);
                });
        assertThat(scene.texts("generate")).containsExactly("a 1", "a 2");

        scene.finalReport(TIME).send(scene.failed("it broke"));

        assertThat(scene.texts("generate")).containsExactly("a 1", "a 2", "b 1", "b 2");
        assertThat(scene.sequences("generate")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(ended().lineCounts().get("generate"))
                .isEqualTo(EventSenderTest.count("a 1", "a 2", "b 1", "b 2"));
        assertThat(scene.folder.path().resolve("generate.unsent.jsonl")).doesNotExist();
    }

    @Test
    void killedPhaseLosesNothing() {
        Phase phase = scene.phase("generate", EventScene.fast());
        Outbox outbox = phase.outbox(1);
        Event.Origin origin = phase.origin(scene.folder.request());
        phase.unsent().append(new Event.Started(origin, 7L, "https://example.org/7"));
        for (String text : List.of("one", "two")) {
            LogLine line = outbox.put(scene.clock.instant(), LogLine.Level.INFO, text);
            assertThat(line).isNotNull();
            phase.unsent().append(outbox.log(List.of(line)));
        }

        scene.finalReport(TIME).send(scene.failed("it was killed"));

        assertThat(scene.receiver.events().getFirst())
                .isInstanceOfSatisfying(
                        Event.Started.class, started -> assertThat(started.runId()).isEqualTo(7));
        assertThat(scene.texts("generate")).containsExactly("one", "two");
        assertThat(ended().lineCounts().get("generate"))
                .isEqualTo(EventSenderTest.count("one", "two"));
    }

    @Test
    void logOfValidateIsSentAsItsOwn() throws IOException {
        Files.writeString(
                scene.folder.log("validate"), "base: passes\nsaw planted-secret-value\n\u0000\n");

        scene.finalReport(TIME).send(scene.failed("it broke"));

        assertThat(scene.texts("validate")).containsExactly("base: passes", "saw ***", "?");
        assertThat(ended().lineCounts()).containsOnlyKeys("validate", "report");
    }

    @Test
    void filesComeBeforeTheFinalEvent() throws IOException {
        Files.writeString(scene.folder.patch(), "diff --git a/x b/x\n");
        Files.writeString(scene.folder.transcript(), "{}\n");

        scene.finalReport(TIME).send(scene.failed("it broke"));

        assertThat(scene.receiver.files())
                .isEqualTo(
                        Map.of(
                                FileKind.PATCH,
                                "diff --git a/x b/x\n",
                                FileKind.TRANSCRIPT,
                                "{}\n"));
        assertThat(scene.receiver.attempts())
                .extracting(a -> a.method() + " " + a.path())
                .containsExactly(
                        "POST /api/webhook/github-actions",
                        "PUT /api/execution/execution-1/file/patch",
                        "PUT /api/execution/execution-1/file/transcript",
                        "POST /api/webhook/github-actions");
        assertThat(scene.receiver.attempts().get(1).id()).startsWith("file-patch-execution-1-");
    }

    @Test
    void finalEventIsTriedWhateverElseIsRefused() throws IOException {
        Files.writeString(scene.folder.log("validate"), "line\n");
        Files.writeString(scene.folder.patch(), "diff --git a/x b/x\n");
        scene.receiver.next(
                new Reception.Status(400), new Reception.Status(400), new Reception.Status(413));

        scene.finalReport(TIME).send(scene.failed("it broke"));

        assertThat(ended().type()).isEqualTo(Event.Type.FAILED);
    }

    @Test
    void finalEventHoldsNoSecret() {
        scene.finalReport(TIME)
                .send(scene.failed("git said planted-secret-value and " + EventScene.SECRET));

        assertThat(ended().error()).extracting("message").isEqualTo("git said *** and ***");
        assertThat(scene.texts("report"))
                .containsExactly("the end: failed, since git said *** and ***");
    }

    @Test
    void serverThatIsAwayIsWaitedForOnce() throws IOException {
        Files.writeString(scene.folder.log("validate"), "line\n");
        scene.receiver.close();
        long start = System.nanoTime();

        scene.finalReport(Duration.ofSeconds(1)).send(scene.failed("it broke"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(scene.folder.path().resolve("report.unsent.jsonl")).exists();
    }

    @Test
    void sentAgainItIsTheSame() throws IOException {
        Files.writeString(scene.folder.log("validate"), "one\ntwo\n");
        scene.finalReport(TIME).send(scene.failed("it broke"));
        scene.finalReport(TIME).send(scene.failed("it broke"));

        assertThat(scene.texts("validate")).containsExactly("one", "two");
        assertThat(scene.texts("report")).containsExactly("the end: failed, since it broke");
    }
}
