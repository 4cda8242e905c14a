package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class PromptCacheTest {

    /// 100 tokens, with the character that joins texts.
    private static final String HUNDRED = "a".repeat(399);

    private final ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")));

    @AfterEach
    void close() {
        model.close();
    }

    private List<Integer> chat(String tool, String... texts) throws Exception {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(Map.of("role", "user", "content", text));
        }
        Map<String, Object> function = Map.of("name", tool, "parameters", Map.of("type", "object"));
        String body =
                Json.line(
                        Map.of(
                                "model",
                                "m",
                                "messages",
                                messages,
                                "tools",
                                List.of(Map.of("type", "function", "function", function))));
        JsonNode usage = ModelClient.openAi(model).json("/chat/completions", body).path("usage");
        return List.of(
                usage.path("prompt_tokens").asInt(),
                usage.at("/prompt_tokens_details/cached_tokens").asInt());
    }

    @Test
    void openAiReadsWhatAnEarlierRequestBeganWith() throws Exception {
        assertThat(chat("t", HUNDRED)).containsExactly(100, 0);
        assertThat(chat("t", HUNDRED, HUNDRED)).containsExactly(200, 100);
        assertThat(chat("t", HUNDRED, HUNDRED)).containsExactly(200, 200);
        assertThat(chat("t", HUNDRED.substring(0, 200) + "b".repeat(199))).containsExactly(100, 50);
        assertThat(chat("t", "b", HUNDRED)).containsExactly(101, 0);
    }

    @Test
    void otherToolsShareNoPrefix() throws Exception {
        chat("t", HUNDRED);

        assertThat(chat("u", HUNDRED)).containsExactly(100, 0);
    }

    @Test
    void responsesAreCachedToo() throws Exception {
        String body = "{\"model\":\"m\",\"instructions\":\"%s\",\"input\":\"%s\"}";
        ModelClient client = ModelClient.openAi(model);
        client.json("/responses", body.formatted(HUNDRED, "b"));

        assertThat(
                        client.json("/responses", body.formatted(HUNDRED, "c"))
                                .at("/usage/input_tokens_details/cached_tokens")
                                .asInt())
                .isEqualTo(100);
    }

    /// Marked texts begin with `!`, for an hour with `!!`.
    ///
    /// @return what is neither, written, of that for an hour, read
    private List<Integer> messages(String more, String... texts) throws Exception {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (String text : texts) {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("type", "text");
            block.put("text", text.replaceFirst("^!+", ""));
            if (text.startsWith("!!")) {
                block.put("cache_control", Map.of("type", "ephemeral", "ttl", "1h"));
            } else if (text.startsWith("!")) {
                block.put("cache_control", Map.of("type", "ephemeral"));
            }
            blocks.add(block);
        }
        JsonNode usage =
                ModelClient.of(Protocol.MESSAGES, model)
                        .json(
                                "/messages",
                                "{\"model\":\"m\",\"max_tokens\":9,\"system\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                                        .formatted(Json.line(blocks), HUNDRED, more))
                        .path("usage");
        return List.of(
                usage.path("input_tokens").asInt(),
                usage.path("cache_creation_input_tokens").asInt(),
                usage.at("/cache_creation/ephemeral_1h_input_tokens").asInt(),
                usage.path("cache_read_input_tokens").asInt());
    }

    @Test
    void anthropicCachesNothingWithoutAMark() throws Exception {
        messages("", HUNDRED);

        assertThat(messages("", HUNDRED)).containsExactly(200, 0, 0, 0);
    }

    @Test
    void anthropicWritesUpToAMarkAndReadsItAgain() throws Exception {
        assertThat(messages("", "!" + HUNDRED)).containsExactly(100, 100, 0, 0);
        assertThat(messages("", "!" + HUNDRED)).containsExactly(100, 0, 0, 100);
        assertThat(messages("", "!b" + HUNDRED)).containsExactly(100, 100, 0, 0);
    }

    @Test
    void whatIsWrittenForAnHourIsCountedApart() throws Exception {
        assertThat(messages("", "!!" + HUNDRED, "!" + HUNDRED)).containsExactly(100, 200, 100, 0);
    }

    @Test
    void oneMarkForAllEndsAtTheLastBlock() throws Exception {
        String automatic = ",\"cache_control\":{\"type\":\"ephemeral\"}";

        assertThat(messages(automatic, HUNDRED)).containsExactly(0, 200, 0, 0);
        assertThat(messages(automatic, HUNDRED)).containsExactly(0, 0, 0, 200);
    }

    @Test
    void markLooksBackForWhatWasWrittenEarlier() throws Exception {
        messages("", "!" + HUNDRED);

        assertThat(messages("", HUNDRED, "!" + HUNDRED)).containsExactly(100, 100, 0, 100);
    }

    @Test
    void markLooksBackTwentyBlocksAndNoFurther() throws Exception {
        messages("", "!" + HUNDRED);

        assertThat(messages("", afterHundred(19)).getLast()).isEqualTo(100);
        assertThat(messages("", afterHundred(20)).getLast()).isZero();
    }

    /// That many blocks after it, the last of them marked.
    private static String[] afterHundred(int blocks) {
        List<String> texts = new ArrayList<>();
        texts.add(HUNDRED);
        for (int i = 1; i < blocks; i++) {
            texts.add("block " + blocks + "." + i);
        }
        texts.add("!the last");
        return texts.toArray(String[]::new);
    }
}
