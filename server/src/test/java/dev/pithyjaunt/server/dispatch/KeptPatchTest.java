package dev.pithyjaunt.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.TaskText;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.FileKind;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

class KeptPatchTest {

    private static KeptPatch patch(String text) {
        Task task = Task.create("owner", "repository", "", new TaskText("Do it"), Instant.EPOCH);
        return new KeptPatch(
                Execution.create(task, 1, Execution.Method.LOCAL, Instant.EPOCH),
                Map.of(FileKind.PATCH, text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff --git a/.github/workflows/a.yml b/.github/workflows/a.yml\n",
                "--- a/x\n+++ b/.github/workflows/a.yml\n",
                "diff --git a/x b/y\nrename from .github/workflows/a.yml\n",
                "diff --git \"a/.github/workflows/\\303\\251.yml\" b/y\n"
            })
    void fileOfAWorkflowIsSeenInTheHeadOfADiff(String text) {
        assertThat(patch(text).touchesWorkflows()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n+see .github/workflows/a.yml\n",
                "diff --git a/.github/a.yml b/.github/a.yml\n"
            })
    void whatIsOnlySaidOfAWorkflowIsNone(String text) {
        assertThat(patch(text).touchesWorkflows()).isFalse();
    }
}
