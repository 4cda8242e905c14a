package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.Script;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Ctrl-C in each phase: exit code 130, no process left, the checkout and the remote as they were.
class InterruptIT {

    @TempDir Path folder;

    private static void interrupt(RunScene scene, JauntProcess process) throws Exception {
        List<ProcessHandle> children = process.descendants();
        assertThat(children).isNotEmpty();

        process.signal("INT");
        JauntProcess.Ended ended = process.await();

        assertThat(ended.code()).as(ended.errors()).isEqualTo(130);
        assertThat(children).noneMatch(ProcessTree::isRunning);
        assertThat(scene.out.resolve("work")).doesNotExist();
    }

    @Test
    void whileTheModelIsAsked() throws Exception {
        try (RunScene scene = RunScene.with(folder, Script.of(new Answer.Silence()))) {
            List<String> before = scene.checkoutState();
            JauntProcess process = scene.start();
            process.awaitThat(() -> !scene.model.requests().isEmpty());

            interrupt(scene, process);

            assertThat(scene.model.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
            assertThat(scene.result().status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(scene.file("transcript.jsonl")).contains("\"role\":\"user\"");
            assertThat(scene.checkoutState()).isEqualTo(before);
        }
    }

    @Test
    void whileTheChecksRun() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Path started = folder.resolve("started");
            JauntProcess process =
                    scene.start("--check", "touch '" + started + "'; sleep 300 & sleep 300");
            process.awaitSaid("validate");
            process.awaitThat(() -> Files.exists(started));

            interrupt(scene, process);

            assertThat(scene.result().status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(scene.file("patch.diff")).contains("+echo hello world");
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void whileThePushRuns() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Path started = folder.resolve("started");
            Path hook = scene.remote.path().resolve("hooks/pre-receive");
            Files.createDirectories(hook.getParent());
            Files.writeString(hook, "#!/bin/sh\ntouch '" + started + "'\nsleep 300\n");
            assertThat(hook.toFile().setExecutable(true)).isTrue();
            JauntProcess process = scene.start();
            process.awaitThat(() -> Files.exists(started));

            interrupt(scene, process);

            assertThat(scene.result().status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void whileTheResultIsWritten() throws Exception {
        try (RunScene scene = RunScene.answering(folder, RunScene.GREETS)) {
            Path hook = scene.remote.path().resolve("hooks/pre-receive");
            Files.createDirectories(hook.getParent());
            // A pipe that nobody reads holds up whoever writes the result into it.
            Files.writeString(
                    hook, "#!/bin/sh\nmkfifo '" + scene.out.resolve("result.json.part") + "'\n");
            assertThat(hook.toFile().setExecutable(true)).isTrue();
            JauntProcess process = scene.start();
            process.awaitThat(() -> process.descendants().stream().anyMatch(InterruptIT::reports));

            interrupt(scene, process);

            assertThat(scene.remoteBranches()).hasSize(2);
        }
    }

    private static boolean reports(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains(" report ");
    }
}
