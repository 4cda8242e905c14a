package dev.pithyjaunt.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.runner.JauntProcess;
import dev.pithyjaunt.runner.JauntProcess.Ended;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        assertThat(ended.errors()).contains("the answers come from a scripted model");
        ExecutionResult result = Json.read(ended.output(), ExecutionResult.class);
        assertThat(result.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(result.checks()).isEqualTo(Evidence.Verdict.NO_NEW_FAILURE);
        assertThat(result.diff())
                .contains("+        return subtotal().minus(discount()).percent(taxPercent);")
                .contains("+echo \"Discount: $discount\"");
        Evidence evidence = Json.read(Path.of(result.folder(), "evidence.json"), Evidence.class);
        assertThat(evidence.checks())
                .extracting(Evidence.Check::comparison)
                .containsExactly(Evidence.Comparison.FIXED);
    }

    @Test
    void demoFailsWhenTheModelDoesNotDoIt() throws Exception {
        try (ScriptedModel model =
                ScriptedModel.start(Script.of(new Answer.Text("I can't see that file.")))) {
            Map<String, String> settings =
                    Map.of(
                            "OPENAI_BASE_URL",
                            model.baseUri().toString(),
                            "OPENAI_API_KEY",
                            "fake-key-0123456789");

            Ended ended = JauntProcess.start(folder, settings, List.of("demo", "--once")).await();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.errors()).doesNotContain("scripted model");
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
}
