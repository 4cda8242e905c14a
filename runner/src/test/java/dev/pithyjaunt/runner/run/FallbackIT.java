package dev.pithyjaunt.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.ExecutionError.Category;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.JauntProcess.Ended;
import dev.pithyjaunt.testkit.ModelRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A provider that fails is asked again where that may help, and then another takes over.
class FallbackIT {

    private static final Answer EDITS = new Answer.Text(RunScene.GREETS);
    private static final Answer OVERLOADED =
            ModelScene.unwilling(503, "Too many are here.", "server_is_overloaded");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "503, server_is_overloaded, 4",
        "401, invalid_api_key, 1",
        "429, insufficient_quota, 1",
        "429, rate_limit_exceeded, 4"
    })
    void otherProviderTakesOverWhenTheFirstFailsForGood(int status, String code, int tries)
            throws Exception {
        Answer refuses = ModelScene.unwilling(status, "Not you, not now.", code);
        try (ModelScene scene = ModelScene.of(folder, refuses).standIn(EDITS)) {
            Ended ended = scene.generate();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.asked()).hasSize(tries);
            assertThat(scene.standInAsked()).hasSize(1);
            assertThat(scene.standInAsked().getFirst().text())
                    .isEqualTo(scene.asked().getFirst().text());
            String reason =
                    "openai (scripted) at %s answered %d: Not you, not now."
                            .formatted(scene.scene.model.baseUri(), status);
            assertThat(ended.errors().lines())
                    .contains("anthropic (claude-sonnet-5-5) takes over: " + reason)
                    .filteredOn(line -> line.equals("asking again in 0.0 s: " + reason))
                    .hasSize(tries - 1);
            assertThat(scene.transcript("fell-back"))
                    .extracting(line -> line.path("text").asString())
                    .containsExactly("to anthropic (claude-sonnet-5-5): " + reason);
            assertThat(scene.transcript("failed")).hasSize(tries);
            assertThat(scene.report().usage().calls())
                    .extracting(Usage.Call::provider)
                    .containsExactly("anthropic");
        }
    }

    @Test
    void conversationGoesOnWithTheOtherInTheMiddleOfLookingThingsUp() throws Exception {
        try (ModelScene scene =
                ModelScene.of(
                                folder,
                                ModelScene.calls(
                                        "read",
                                        "{\"path\":\"test.sh\"}",
                                        "{\"path\":\"README.md\"}"),
                                OVERLOADED)
                        .standIn(ModelScene.calls("list", "{}"), EDITS)) {
            Ended ended = scene.run();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.asked()).hasSize(5);
            assertThat(scene.standInAsked()).hasSize(2);
            assertThat(scene.standInAsked().getFirst().messages())
                    .extracting(ModelRequest.Message::role)
                    .containsExactly("system", "user", "assistant", "tool", "tool");
            assertThat(scene.standInAsked().getFirst().text())
                    .isEqualTo(scene.asked().getLast().text())
                    .contains("= \"hello world\"", "# Greetings");
            assertThat(scene.scene.file("generate.log"))
                    .contains("anthropic (claude-sonnet-5-5) takes over: openai (scripted) at ");
            assertThat(scene.transcript("fell-back")).hasSize(1);
            assertThat(scene.report().usage().calls())
                    .extracting(Usage.Call::provider)
                    .containsExactly("openai", "anthropic", "anthropic");
            assertThat(scene.scene.remoteBranches()).contains(scene.scene.branch());
        }
    }

    @Test
    void bothThatFailAreNamedInOneMessageWithWhatToDo() throws Exception {
        try (ModelScene scene =
                ModelScene.of(
                                folder,
                                ModelScene.unwilling(
                                        429, "You have no credit.", "insufficient_quota"))
                        .standIn(ModelScene.unwilling(401, "Who are you?", "ignored"))) {
            String second = scene.settings.get("ANTHROPIC_BASE_URL");

            Ended ended = scene.run();

            assertThat(ended.code()).isEqualTo(1);
            assertThat(scene.scene.result().status()).isEqualTo(TaskStatus.FAILED);
            assertThat(scene.scene.error())
                    .isEqualTo(
                            new ExecutionError(
                                    Category.MODEL_ERROR,
                                    "no model answered: openai (scripted) at %s answered 429: You have no credit. (check the credit and the spend limits of that account); then anthropic (claude-sonnet-5-5) at %s answered 401: Who are you? (check ANTHROPIC_API_KEY and what it may do)"
                                            .formatted(scene.scene.model.baseUri(), second)));
            assertThat(scene.report().usage()).isEqualTo(Usage.NONE);
            assertThat(scene.scene.remoteBranches()).containsExactly("main");
        }
    }

    @Test
    void providerIsLeftAloneForAsLongAsItAsks() throws Exception {
        Answer busy =
                new Answer.Rejected(503, "Busy.", "server_error", Map.of("retry-after-ms", "700"));
        try (ModelScene scene = ModelScene.of(folder, busy, EDITS)) {
            Ended ended = scene.generate();

            assertThat(ended.code()).as(ended.errors()).isZero();
            assertThat(scene.report().outcome()).isEqualTo(Outcome.READY);
            assertThat(ended.errors())
                    .contains(
                            "asking again in 0.7 s: openai (scripted) at %s answered 503: Busy.\n"
                                    .formatted(scene.scene.model.baseUri()));
            JsonNode failed = scene.transcript("failed").getFirst();
            assertThat(failed.at("/failure/retryAfterMillis").asInt()).isEqualTo(700);
            assertThat(Duration.between(at(failed), at(scene.transcript("answered").getFirst())))
                    .isBetween(Duration.ofMillis(700), Duration.ofSeconds(20));
        }
    }

    private static Instant at(JsonNode line) {
        return Instant.parse(line.path("at").asString());
    }
}
