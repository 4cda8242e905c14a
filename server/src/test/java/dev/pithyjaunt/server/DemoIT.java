package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;
import dev.pithyjaunt.testkit.TestRepository;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The demo as a stranger starts it.
class DemoIT {

    @TempDir Path folder;

    private Map<String, String> options() {
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Djaunt.root=%s -Djava.io.tmpdir=%s"
                        .formatted(System.getProperty("jaunt.root"), folder));
    }

    @Test
    void demoTakesTheSampleTaskToAPushedBranchAndSaysThatTheModelIsScripted() throws Exception {
        Ended ended =
                JauntProcess.start(folder, options(), List.of("demo", "--once", "--json")).await();

        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.errors())
                .contains("the answers come from a scripted model")
                .contains("publish  │ pushing pj/");
        Told result = Json.read(ended.output(), Told.class);
        assertThat(result.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(result.branch()).isEqualTo("pj/" + result.taskId());
        assertThat(result.url()).endsWith("/task/" + result.taskId());
        assertThat(ended.output()).contains("\"prUrl\":null");
        assertThat(result.seconds().keySet()).containsExactly("generate", "validate", "publish");
        assertThat(result.usage().calls()).hasSize(1);
        assertThat(result.logLines()).isGreaterThan(7);
        assertThat(result.diff())
                .contains("+        return subtotal().minus(discount()).percent(taxPercent);")
                .contains("+echo \"Discount: $discount\"");
        assertThat(remoteHead(ended.errors(), result)).isEqualTo(result.headCommit());
    }

    /// The commit on the pushed branch of the remote beside the sample.
    private static String remoteHead(String errors, Told result) {
        String said = "The repositories are left in ";
        String left = errors.substring(errors.indexOf(said) + said.length()).strip();
        return new TestRepository(Path.of(left, "ledger.git"))
                .git("rev-parse", Objects.requireNonNull(result.branch()));
    }

    @Test
    void demoFailsWhenTheModelDoesNotDoIt() throws Exception {
        try (ScriptedModel model =
                ScriptedModel.start(Script.of(new Answer.Text("I can't see that file.")))) {
            Map<String, String> settings = new HashMap<>(options());
            settings.put("OPENAI_BASE_URL", model.baseUri().toString());
            settings.put("OPENAI_API_KEY", "fake-key-0123456789");

            Ended ended = JauntProcess.start(folder, settings, List.of("demo", "--once")).await();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.errors()).doesNotContain("from a scripted model");
            assertThat(ended.output())
                    .contains("why      the model answered with prose and no edit");
        }
    }

    @Test
    void demoStaysUntilCtrlC() throws Exception {
        JauntProcess process = JauntProcess.start(folder, options(), List.of("demo"));
        process.awaitSaid("stay here until Ctrl-C");
        List<ProcessHandle> children = process.descendants();

        process.signal("INT");

        assertThat(process.await().code()).isEqualTo(130);
        assertThat(children).noneMatch(ProcessTree::isRunning);
    }

    @Test
    void anotherRepositoryNeedsAModel() throws Exception {
        Ended ended =
                JauntProcess.start(
                                folder,
                                options(),
                                List.of(
                                        "demo",
                                        "--once",
                                        "--repo",
                                        folder.toString(),
                                        "--task",
                                        "x"))
                        .await();

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors())
                .contains("the scripted model knows only the sample repository and its task");
    }

    /// What `--json` prints.
    private record Told(
            String taskId,
            TaskStatus status,
            String url,
            @Nullable String branch,
            @Nullable String headCommit,
            String diff,
            Usage usage,
            Map<String, Double> seconds,
            long logLines) {}
}
