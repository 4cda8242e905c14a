package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Anthropic alone doesn't take.
class MessagesRefusalsTest {

    private static final String USER = "{\"role\":\"user\",\"content\":\"u\"}";

    private final ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")));

    @AfterEach
    void nothingIsRecorded() {
        assertThat(model.requests()).isEmpty();
        model.close();
    }

    private String messagesWith(String more) throws Exception {
        return messages(USER, more);
    }

    private String turns(String messages) throws Exception {
        return messages(messages, "");
    }

    private String messages(String messages, String more) throws Exception {
        return ModelClient.of(Protocol.MESSAGES, model)
                .refusal(
                        "/messages",
                        "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[%s]%s}"
                                .formatted(messages, more));
    }

    @Test
    void resultsComeFirst() throws Exception {
        assertThat(
                        turns(
                                USER
                                        + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"n\",\"input\":{}}]}"
                                        + ",{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"u\"},{\"type\":\"tool_result\",\"tool_use_id\":\"c\"}]}"))
                .isEqualTo(
                        "400 messages.2.content.1: `tool_result` blocks must come before other content.");
    }

    @ParameterizedTest
    @CsvSource({"temperature, 1.0", "top_p, 1.0", "top_k, 1"})
    void newerAnthropicTakesNoSampling(String parameter, String value) throws Exception {
        String body =
                Conversations.question(Protocol.MESSAGES, false)
                        .replace("{\"model\"", "{\"%s\":%s,\"model\"".formatted(parameter, value));

        assertThat(ModelClient.anthropic(model, "2026-10-21").refusal("/messages", body))
                .isEqualTo("400 " + parameter + ": not supported at anthropic-version 2026-10-21");
        try (ScriptedModel older = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            assertThat(
                            ModelClient.anthropic(older, "2023-06-01")
                                    .post("/messages", body)
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void versionIsNeededAndKnown() throws Exception {
        String body = Conversations.question(Protocol.MESSAGES, false);

        assertThat(
                        ModelClient.of(Protocol.MESSAGES, model)
                                .without("anthropic-version")
                                .refusal("/messages", body))
                .isEqualTo("400 anthropic-version: header is required");
        assertThat(ModelClient.anthropic(model, "2027-01-01").refusal("/messages", body))
                .isEqualTo("400 anthropic-version: \"2027-01-01\" is not a valid version");
    }

    @Test
    void fiveMarksAreTooMany() throws Exception {
        String block =
                "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}";
        String four = "[" + String.join(",", block, block, block, block) + "]";

        assertThat(
                        messagesWith(
                                ",\"system\":%s,\"cache_control\":{\"type\":\"ephemeral\"}"
                                        .formatted(four)))
                .isEqualTo(
                        "400 A maximum of 4 blocks with cache_control may be provided. Found 5.");
        assertThat(messagesWith(",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"2h\"}"))
                .isEqualTo("400 cache_control: Input should be 'ephemeral' for '5m' or '1h'");
    }

    @Test
    void alteredThoughtIsRefused() throws Exception {
        String seal = Seal.of("hm");
        for (String thought :
                new String[] {"hm!\",\"signature\":\"" + seal, "hm\",\"signature\":\"x" + seal}) {
            assertThat(
                            turns(
                                    USER
                                            + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"%s\"},{\"type\":\"text\",\"text\":\"a\"}]},"
                                                    .formatted(thought)
                                            + USER))
                    .isEqualTo("400 messages.1.content.0: Invalid `signature` in `thinking` block");
        }
    }
}
