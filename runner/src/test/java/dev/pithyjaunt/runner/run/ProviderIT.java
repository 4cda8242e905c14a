package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionResult;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Protocol;
import dev.pithyjaunt.testkit.ReportedUsage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

/// A whole run with each wire protocol, and what the calls took and cost.
class ProviderIT {

    private static final Answer LOOKS =
            new Answer.WithUsage(
                    ModelScene.calls("read", "{\"path\":\"test.sh\"}"),
                    new ReportedUsage(2_000, 0, 0, 100, 60));

    private static final Answer EDITS =
            new Answer.WithUsage(
                    new Answer.Text(RunScene.GREETS),
                    new ReportedUsage(10_000, 6_000, 1_000, 500, 200));

    @TempDir Path folder;

    /// The prices of gpt-6.1-sol and claude-sonnet-5-5 are the same: 2 dollars a million tokens of
    /// input, 0.1 from the cache, 2.5 into it, 10 of output.
    @ParameterizedTest
    @EnumSource(Protocol.class)
    void taskIsDoneWithToolsOverEachWireAndItsCostIsKnown(Protocol protocol) throws Exception {
        boolean anthropic = protocol == Protocol.MESSAGES;
        String provider = anthropic ? "anthropic" : "openai";
        String model = anthropic ? "claude-sonnet-5-5" : "gpt-6.1-sol";
        try (ModelScene scene = ModelScene.of(folder, LOOKS, EDITS)) {
            if (anthropic) {
                scene.asAnthropic();
            } else if (protocol == Protocol.RESPONSES) {
                scene.set("OPENAI_PROTOCOL", "responses");
            }
            scene.set("MODEL_NAME", model);

            Ended ended = scene.run();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(Json.read(ended.output(), ExecutionResult.class).status())
                    .isEqualTo(TaskStatus.COMPLETED);
            assertThat(scene.asked())
                    .hasSize(2)
                    .allSatisfy(request -> {
                        assertThat(request.protocol()).isEqualTo(protocol);
                        assertThat(request.model()).isEqualTo(model);
                        assertThat(request.stream()).isTrue();
                        assertThat(request.usageAsked()).isTrue();
                        assertThat(request.tools())
                                .containsExactlyInAnyOrder("read", "search", "list");
                        assertThat(request.apiKey()).isEqualTo(RunScene.KEY);
                        assertThat(request.body()).doesNotContain("temperature");
                    });
            assertThat(scene.asked().getLast().messages())
                    .extracting(ModelRequest.Message::role)
                    .containsExactly("system", "user", "assistant", "tool");
            assertThat(scene.asked().getLast().messages().getLast().text())
                    .contains("test \"$(sh greet.sh)\" = \"hello world\"");
            assertThat(withoutTimes(scene.report().usage()))
                    .containsExactly(
                            new Usage.Call(
                                    provider, model, 2_000, 0, 0, 100, 60, true, 0, 5_000_000L),
                            new Usage.Call(
                                    provider,
                                    model,
                                    3_000,
                                    6_000,
                                    1_000,
                                    500,
                                    200,
                                    true,
                                    0,
                                    14_100_000L));
            assertThat(scene.scene.result().usage()).isEqualTo(scene.report().usage());
        }
    }

    private static List<Usage.Call> withoutTimes(Usage usage) {
        return usage.calls().stream()
                .map(call ->
                        new Usage.Call(
                                call.provider(),
                                call.model(),
                                call.inputTokens(),
                                call.cachedInputTokens(),
                                call.cacheWriteTokens(),
                                call.outputTokens(),
                                call.reasoningTokens(),
                                call.counted(),
                                0,
                                call.nanoDollars()))
                .toList();
    }

    @Test
    void modelThatNobodyKnowsWorksWithinSafeLimitsAndItsCostIsUnknown() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, EDITS)) {
            Ended ended = scene.set("MODEL_NAME", "brand-new-1").generate();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.asked().getFirst().maxOutputTokens()).hasValue(16_384);
            assertThat(scene.asked().getFirst().body()).doesNotContain("temperature");
            assertThat(scene.report().usage().calls().getFirst().outputTokens()).isEqualTo(500);
            assertThat(scene.scene.file("report.json")).doesNotContain("nanoDollars");
        }
    }

    @Test
    void olderModelGetsATemperatureOfZeroAndItsEndIsToldBeforehand() throws Exception {
        try (ModelScene scene = ModelScene.of(folder, EDITS)) {
            Ended ended = scene.set("MODEL_NAME", "gpt-4o").generate();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.asked().getFirst().body())
                    .containsPattern("\"temperature\" ?: ?0(\\.0)?,");
            assertThat(ended.errors())
                    .containsPattern(
                            "(?m)^warning: gpt-4o (leaves|left) the openai API on 2027-01-14: set MODEL_NAME to another model$");
            assertThat(scene.report().usage().calls().getFirst().nanoDollars())
                    .isEqualTo(
                            (3_000 * 2500L) + (6_000 * 1250L) + (1_000 * 2500L) + (500 * 10000L));
        }
    }
}
