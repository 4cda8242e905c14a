package dev.pithyjaunt.agent.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Protocol;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class ProviderContractsTest {

    private static final String CHAT =
            """
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":9,
             "tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}],
             "messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},
               {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"read","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"c","content":"t"}]}\
            """;

    private static final String RESPONSES =
            """
            {"model":"m","stream":true,"store":false,"include":["reasoning.encrypted_content"],"instructions":"s","max_output_tokens":99,
             "reasoning":{"effort":"high"},
             "tools":[{"type":"function","name":"read","parameters":{"type":"object"},"strict":false}],
             "input":[{"role":"user","content":[{"type":"input_text","text":"u"}]},
               {"type":"reasoning","id":"rs","summary":[],"encrypted_content":"e"},
               {"type":"function_call","call_id":"c","name":"read","arguments":"{}"},
               {"type":"function_call_output","call_id":"c","output":"t"}]}\
            """;

    private static final String MESSAGES =
            """
            {"model":"m","stream":true,"max_tokens":99,"cache_control":{"type":"ephemeral","ttl":"1h"},
             "thinking":{"type":"adaptive"},"output_config":{"effort":"high"},
             "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
             "tools":[{"name":"read","input_schema":{"type":"object","properties":{}}}],
             "messages":[{"role":"user","content":"u"},
               {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"tool_use","id":"c","name":"read","input":{}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"t"}]}]}\
            """;

    private static void check(Protocol protocol, String body) {
        ProviderContracts.check(
                new ModelRequest(
                        protocol,
                        Map.of(),
                        "m",
                        true,
                        true,
                        OptionalInt.empty(),
                        List.of(),
                        List.of(),
                        body));
    }

    @Test
    void describedRequestsPass() {
        assertThatCode(
                        () -> {
                            check(Protocol.CHAT_COMPLETIONS, CHAT);
                            check(Protocol.RESPONSES, RESPONSES);
                            check(Protocol.MESSAGES, MESSAGES);
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void unknownFieldIsNamed() {
        assertUnknown(Protocol.CHAT_COMPLETIONS, CHAT, "\"model\"", "\"x\":1,\"model\"", ".x");
        assertUnknown(
                Protocol.CHAT_COMPLETIONS,
                CHAT,
                "\"role\":\"user\"",
                "\"x\":1,\"role\":\"user\"",
                ".messages[1].user.x");
        assertUnknown(
                Protocol.RESPONSES,
                RESPONSES,
                "\"strict\":false",
                "\"strict\":false,\"x\":1",
                ".tools[0].function.x");
        assertUnknown(
                Protocol.MESSAGES,
                MESSAGES,
                "\"model\"",
                "\"temperature\":0,\"model\"",
                ".temperature");
        assertUnknown(
                Protocol.MESSAGES,
                MESSAGES,
                "\"tool_use_id\"",
                "\"x\":1,\"tool_use_id\"",
                ".messages[2].user.content.contentBlockParams[0].toolResult.x");
    }

    private static void assertUnknown(
            Protocol protocol, String body, String old, String with, String path) {
        assertThatThrownBy(() -> check(protocol, body.replaceFirst(old, with)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(protocol + ": the provider knows no [" + path + "] in ");
    }

    @Test
    void wrongTypeOrMissingFieldFails() {
        assertInvalid(
                Protocol.CHAT_COMPLETIONS, CHAT.replace("\"role\":\"tool\"", "\"role\":\"robot\""));
        assertInvalid(
                Protocol.CHAT_COMPLETIONS, CHAT.replace("\"content\":\"u\"", "\"content\":1"));
        assertInvalid(Protocol.RESPONSES, RESPONSES.replace("\"store\":false", "\"store\":\"no\""));
        assertInvalid(Protocol.RESPONSES, RESPONSES.replace("\"output\":\"t\"", "\"text\":\"t\""));
        assertInvalid(Protocol.MESSAGES, MESSAGES.replace("\"max_tokens\":99,", ""));
        assertInvalid(Protocol.MESSAGES, MESSAGES.replace("\"ttl\":\"1h\"", "\"ttl\":\"2h\""));
    }

    private static void assertInvalid(Protocol protocol, String body) {
        assertThatThrownBy(() -> check(protocol, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(protocol + ": ");
    }
}
