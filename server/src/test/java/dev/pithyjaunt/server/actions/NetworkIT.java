package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.server.actions.WebhookProxy.Mood;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.logstream.PositionedLine;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.workflow.RunEvent;
import dev.pithyjaunt.testkit.workflow.RunResult;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A network between runs and the server that loses, doubles and delays.
class NetworkIT {

    @TempDir private static Path folder;
    private static ActionsScene scene;

    @BeforeAll
    static void start() {
        scene = new ActionsScene(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @AfterEach
    void reset() {
        scene.assertClean();
        scene.reset();
    }

    /// Away while generate works, so that report has to hand all of that in; and for a moment when
    /// publish asks and when report tells the end.
    @Test
    void serverThatIsAwayForAWhileHearsEverythingAfterwards() {
        AtomicInteger lost = new AtomicInteger();
        scene.runs.listening((_, told) -> {
            if (told.equals(new RunEvent.StepStarted("generate", "phase"))) {
                scene.proxy.mood(Mood.AWAY);
            } else if (told.equals(
                    new RunEvent.StepEnded("validate", "phase", RunResult.Result.SUCCESS))) {
                lost.addAndGet(scene.proxy.refused());
                scene.proxy.mood(Mood.CUT, 2);
            } else if (told.equals(new RunEvent.JobStarted("report"))) {
                lost.addAndGet(scene.proxy.refused());
                scene.proxy.mood(Mood.AWAY, 2);
            }
        });
        Task task = scene.task("Greet a server that is away");
        Execution begun = scene.execute(task);

        Execution ended = scene.assertCompleted(task, begun);

        lost.addAndGet(scene.proxy.refused());
        assertThat(lost.get()).isGreaterThanOrEqualTo(5);
        assertThat(ended.run().id()).isNotNull();
        assertThat(ended.times().startedAt()).isNotNull();
        assertWholeLog(begun);
    }

    private static void assertWholeLog(Execution execution) {
        scene.assertLog(execution, "generate", "publish", "validate", "report");
        assertThat(
                        scene.lines(execution).stream()
                                .map(PositionedLine::text)
                                .map(line -> line.replaceFirst(" \\([\\d.]+ s\\)$", "")))
                .containsOnlyOnce("asking openai (scripted), attempt 1")
                .containsOnlyOnce("with the patch: \"sh test.sh\" passes")
                .containsOnlyOnce("the end: completed");
        assertThat(FileKind.values()).allMatch(kind -> scene.hasFile(execution, kind));
    }

    @Test
    void doubledAndReorderedEventsEndInTheSame() {
        scene.proxy.mood(Mood.REORDERED);
        Task task = scene.task("Greet across a bad network");
        Execution begun = scene.execute(task);
        scene.await("publish", () -> scene.hasBranch(task));
        scene.proxy.mood(Mood.DOUBLED);

        scene.assertCompleted(task, begun);

        scene.awaitRun(begun);
        assertWholeLog(begun);
        assertThat(scene.execution(begun).ending())
                .isEqualTo(new Execution.Ending(Outcome.READY, null, null));
        assertThat(scene.asked(task)).isEqualTo(1);
    }
}
