package dev.pithyjaunt.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.LineCount;
import dev.pithyjaunt.protocol.event.LogLine;
import dev.pithyjaunt.testkit.Reception;
import dev.pithyjaunt.testkit.WebhookReceiver.Attempt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

class EventSenderTest {

    @TempDir Path path;

    private EventScene scene;

    @BeforeEach
    void open() {
        scene = EventScene.create(path);
    }

    @AfterEach
    void close() {
        scene.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("events"));
    }

    private static List<Long> upTo(long count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private boolean isKept(String file) {
        return Files.exists(scene.folder.path().resolve(file));
    }

    @Test
    void firstPhaseSaysThatTheExecutionRuns() {
        scene.during("generate", EventScene.saying("line", 1));

        assertThat(scene.receiver.events())
                .extracting(Event::type)
                .containsExactly(Event.Type.STARTED, Event.Type.LOG);
    }

    @Test
    void otherPhasesDoNot() {
        scene.during("publish", EventScene.saying("line", 1));

        assertThat(scene.receiver.events()).extracting(Event::type).containsExactly(Event.Type.LOG);
    }

    @Test
    void linesAreNumberedFromOneAndTravelTogether() {
        scene.during("publish", EventScene.saying("line", 500));

        assertThat(scene.sequences("publish")).isEqualTo(upTo(500));
        assertThat(scene.receiver.attempts()).hasSizeLessThan(50);
        assertThat(isKept("publish.unsent.jsonl")).isFalse();
    }

    @Test
    void textOfSeveralLinesBecomesSeveralLines() {
        scene.during(
                "publish",
                sender -> sender.say(LogLine.Level.ERROR, "it failed:\nno \u001b[31mred"));

        assertThat(scene.texts("publish")).containsExactly("it failed:", "no ?[31mred");
        assertThat(scene.receiver.lines("publish"))
                .extracting(LogLine::level)
                .containsOnly(LogLine.Level.ERROR);
    }

    @Test
    void muchIsSentInSeveralDeliveries() {
        scene.during(
                "publish",
                sender -> {
                    for (int i = 0; i < 100; i++) {
                        sender.say(LogLine.Level.INFO, "x".repeat(4_000));
                    }
                });

        assertThat(scene.sequences("publish")).isEqualTo(upTo(100));
        assertThat(scene.receiver.attempts()).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {-6, 6, 600})
    void wrongClockIsMadeUpForByTheServers(long minutes) {
        scene.ahead = Duration.ofMinutes(minutes);

        scene.during("publish", EventScene.saying("line", 1));

        assertThat(scene.receiver.attempts()).extracting(Attempt::status).containsExactly(401, 200);
        assertThat(scene.texts("publish")).containsExactly("line 1");
    }

    @Test
    void deliveryIsRepeatedWithTheSameIdAndAFreshTime() {
        scene.tick = Duration.ofSeconds(1);
        scene.receiver.next(
                new Reception.Status(503), new Reception.Drop(), new Reception.Status(500));

        scene.during("publish", EventScene.saying("line", 1));

        List<Attempt> attempts = scene.receiver.attempts();
        assertThat(attempts).extracting(Attempt::status).containsExactly(503, 0, 500, 200);
        assertThat(attempts).extracting(Attempt::id).containsOnly(attempts.getFirst().id());
        assertThat(attempts).extracting(Attempt::timestamp).doesNotHaveDuplicates();
        assertThat(scene.sequences("publish")).containsExactly(1L);
    }

    @Test
    void serverThatSaysWhenIsNotAskedBefore() {
        scene.receiver.next(new Reception.Status(429, Map.of("Retry-After", "1")));
        long start = System.nanoTime();

        scene.during(
                "publish",
                sender -> {
                    sender.say(LogLine.Level.INFO, "line");
                    scene.awaitLines("publish", 1);
                });

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void lostAnswerDoublesNothing() {
        scene.receiver.next(new Reception.TakeAndDrop(), new Reception.TakeAndDrop());

        scene.during("generate", EventScene.saying("line", 3));

        assertThat(scene.receiver.events())
                .extracting(Event::type)
                .containsOnlyOnce(Event.Type.STARTED);
        assertThat(scene.sequences("generate")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void earlierLinesAreSentAgainWhenTheServerWantsThem() {
        scene.during(
                "publish",
                sender -> {
                    EventScene.saying("a", 3).accept(sender);
                    scene.awaitLines("publish", 3);
                    scene.receiver.next(new Reception.Forget(2));
                    EventScene.saying("b", 3).accept(sender);
                    scene.awaitLines("publish", 6);
                });

        assertThat(scene.texts("publish"))
                .containsExactly("a 1", "a 2", "a 3", "b 1", "b 2", "b 3");
        assertThat(scene.sequences("publish")).isEqualTo(upTo(6));
    }

    @Test
    void serverThatNeverTakesALineIsGivenUp() {
        scene.receiver.next(
                new Reception.Forget(1),
                new Reception.Forget(1),
                new Reception.Forget(1),
                new Reception.Forget(1),
                new Reception.Forget(1));

        scene.during("publish", EventScene.saying("line", 2));

        assertThat(scene.notes)
                .containsExactly(
                        "the server does not take task.log: it asks again and again for lines that it was sent");
        assertThat(isKept("publish.unsent.jsonl")).isTrue();
    }

    @Test
    void slowServerDoesNotHoldUpThePhase() {
        scene.receiver.next(new Reception.TakeLate(Duration.ofSeconds(2)));

        scene.during(
                "publish",
                sender -> {
                    sender.say(LogLine.Level.INFO, "first");
                    long start = System.nanoTime();
                    EventScene.saying("line", 50).accept(sender);
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .isLessThan(Duration.ofMillis(1_500));
                });

        assertThat(scene.sequences("publish")).isEqualTo(upTo(51));
    }

    @Test
    void cancellationIsToldOnce() {
        scene.receiver.requestCancel();

        scene.during(
                "generate",
                sender -> {
                    sender.say(LogLine.Level.INFO, "first");
                    scene.awaitLines("generate", 1);
                    sender.say(LogLine.Level.INFO, "second");
                    scene.awaitLines("generate", 2);
                });

        assertThat(scene.cancels).hasValue(1);
        assertThat(scene.texts("generate")).containsExactly("first", "second");
    }

    @Test
    void silenceIsBrokenByAHeartbeat() {
        Rhythm lively =
                new Rhythm(
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(5),
                        Duration.ofMillis(40),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));

        scene.during(
                "publish",
                lively,
                EventScene.SECRET,
                _ -> scene.await(receiver -> receiver.events().size() >= 3));

        assertThat(scene.receiver.events())
                .extracting(Event::type)
                .containsOnly(Event.Type.PROGRESS);
    }

    @Test
    void nothingIsSentAfterTheExecutionIsOver() {
        scene.during(
                "publish",
                sender -> {
                    scene.receiver.next(new Reception.Status(409));
                    sender.say(LogLine.Level.INFO, "one");
                    scene.await(receiver -> receiver.attempts().size() == 1);
                    EventScene.saying("more", 3).accept(sender);
                });

        assertThat(scene.receiver.attempts()).extracting(Attempt::status).containsExactly(409);
        assertThat(scene.notes)
                .containsExactly("the server does not take task.log: there, the execution is over");
    }

    @Test
    void wrongSecretIsSaidOnceAndTheLinesAreKept() {
        scene.during(
                "generate",
                EventScene.fast(),
                "another secret",
                sender -> {
                    EventScene.saying("line", 3).accept(sender);
                    scene.await(receiver -> receiver.attempts().size() == 1);
                });

        assertThat(scene.receiver.attempts()).extracting(Attempt::status).containsExactly(401);
        assertThat(scene.notes)
                .containsExactly(
                        "the server does not take task.started: status 401 {\"title\": \"Unauthorized\"}");
        assertThat(new Unsent(scene.folder, "generate").lines())
                .extracting(LogLine::text)
                .containsExactly("line 1", "line 2", "line 3");
    }

    @Test
    void serverThatIsAwayHoldsUpTheEndForAMoment() {
        scene.receiver.close();
        long start = System.nanoTime();

        scene.during(
                "generate",
                EventScene.fast().withDrain(Duration.ofMillis(300)),
                EventScene.SECRET,
                EventScene.saying("line", 3));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(scene.notes).hasSize(1);
        assertThat(scene.notes.getFirst()).startsWith("the server does not listen for the moment");
        Unsent unsent = new Unsent(scene.folder, "generate");
        assertThat(unsent.started()).isPresent();
        assertThat(unsent.lines()).extracting(LogLine::sequence).containsExactly(1L, 2L, 3L);
        assertThat(unsent.count()).hasValue(count("line 1", "line 2", "line 3"));
    }

    static LineCount count(String... texts) {
        LineCount.Counter counter = new LineCount.Counter();
        for (String text : texts) {
            counter.add(text);
        }
        return counter.count();
    }

    @Test
    void interruptedPhaseStillSendsItsLastLine() {
        scene.during(
                "publish",
                sender -> {
                    Thread.currentThread().interrupt();
                    sender.say(LogLine.Level.ERROR, "it was cancelled");
                });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(scene.texts("publish")).containsExactly("it was cancelled");
    }

    @Test
    void phaseThatFailsStillSendsWhatItSaid() {
        try {
            scene.during(
                    "publish",
                    sender -> {
                        sender.say(LogLine.Level.INFO, "line");
                        throw new IllegalArgumentException("no patch");
                    });
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("no patch");
        }
        assertThat(scene.texts("publish")).containsExactly("line");
    }

    @Test
    void secretsNeitherTravelNorStay() throws IOException {
        scene.receiver.close();

        scene.during(
                "publish",
                EventScene.fast().withDrain(Duration.ofMillis(50)),
                EventScene.SECRET,
                sender -> {
                    sender.say(LogLine.Level.INFO, "the value is planted-secret-value.");
                    sender.say(LogLine.Level.INFO, "and " + EventScene.SECRET);
                    sender.say(LogLine.Level.INFO, "ghp_0123456789abcdefghijABCDEFGHIJ");
                    sender.say(
                            LogLine.Level.INFO,
                            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----");
                });

        assertThat(new Unsent(scene.folder, "publish").lines())
                .extracting(LogLine::text)
                .containsExactly("the value is ***.", "and ***", "***", "***");
        assertThat(Files.readString(scene.folder.path().resolve("publish.unsent.jsonl")))
                .doesNotContain("planted", "MfKQ", "ghp_", "MIIE");
    }

    @Test
    void tooManyLinesEndInOneThatSaysSo() {
        Outbox outbox = scene.phase("publish", EventScene.fast()).outbox(1);
        for (int i = 0; i < Outbox.MAX_LINES + 5; i++) {
            LogLine put = outbox.put(scene.clock.instant(), LogLine.Level.INFO, "x");
            assertThat(put != null).isEqualTo(i <= Outbox.MAX_LINES);
            if (i == Outbox.MAX_LINES) {
                assertThat(put)
                        .extracting(LogLine::text)
                        .isEqualTo("[the rest of this phase's log is left out]");
            }
        }
        assertThat(outbox.count().count()).isEqualTo(Outbox.MAX_LINES + 1);
    }
}
