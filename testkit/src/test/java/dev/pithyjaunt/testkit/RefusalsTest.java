package dev.pithyjaunt.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What providers don't take.
class RefusalsTest {

    private static final String USER = "{\"role\":\"user\",\"content\":\"u\"}";

    private final ScriptedModel model = ScriptedModel.start(Script.of(new Answer.Text("x")));

    @AfterEach
    void nothingIsRecorded() {
        assertThat(model.requests()).isEmpty();
        model.close();
    }

    private String chat(String body) throws Exception {
        return ModelClient.openAi(model).refusal("/chat/completions", body);
    }

    private String chatMessages(String messages) throws Exception {
        return chat("{\"model\":\"m\",\"messages\":[%s]}".formatted(messages));
    }

    private String responses(String body) throws Exception {
        return ModelClient.openAi(model).refusal("/responses", body);
    }

    private String input(String items) throws Exception {
        return responses("{\"model\":\"m\",\"input\":[%s]}".formatted(items));
    }

    private String messages(String body) throws Exception {
        return ModelClient.of(Protocol.MESSAGES, model).refusal("/messages", body);
    }

    private String messagesWith(String more) throws Exception {
        return messages(
                "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[%s]%s}".formatted(USER, more));
    }

    private String turns(String messages) throws Exception {
        return messages(
                "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[%s]}".formatted(messages));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void requestWithoutKeyIsRefused(Protocol protocol) throws Exception {
        ModelClient client =
                ModelClient.of(protocol, model).without("authorization").without("x-api-key");

        assertThat(
                        client.refusal(
                                Conversations.path(protocol),
                                Conversations.question(protocol, false)))
                .isEqualTo(
                        protocol == Protocol.MESSAGES
                                ? "401 x-api-key header is required"
                                : "401 You didn't provide an API key. You need to provide it in an Authorization header using Bearer auth.");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void requestThatIsNoObjectIsRefused(Protocol protocol) throws Exception {
        for (String body : new String[] {"{", "[]", ""}) {
            assertThat(ModelClient.of(protocol, model).refusal(Conversations.path(protocol), body))
                    .isEqualTo(
                            protocol == Protocol.MESSAGES
                                    ? "400 The request body is not valid JSON."
                                    : "400 We could not parse the JSON body of your request.");
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void unknownParameterIsRefused(Protocol protocol) throws Exception {
        String body =
                Conversations.question(protocol, false).replace("{\"model\"", "{\"x\":1,\"model\"");

        assertThat(ModelClient.of(protocol, model).refusal(Conversations.path(protocol), body))
                .isEqualTo(
                        protocol == Protocol.MESSAGES
                                ? "400 x: Extra inputs are not permitted"
                                : "400 Unknown parameter: 'x'.");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void wrongTypeIsRefused(Protocol protocol) throws Exception {
        String body =
                Conversations.question(protocol, false)
                        .replace("{\"model\"", "{\"stream\":\"yes\",\"model\"");

        assertThat(ModelClient.of(protocol, model).refusal(Conversations.path(protocol), body))
                .isEqualTo(
                        protocol == Protocol.MESSAGES
                                ? "400 stream: Input should be a valid boolean"
                                : "400 Invalid type for 'stream': expected a boolean, but got a string instead.");
    }

    @Test
    void errorHasItsProvidersShape() throws Exception {
        assertThat(ModelClient.openAi(model).post("/responses", "{\"x\":1}").body())
                .isEqualTo(
                        "{\"error\":{\"message\":\"Unknown parameter: 'x'.\",\"type\":\"invalid_request_error\",\"param\":\"x\",\"code\":\"unknown_parameter\"}}");
        assertThat(ModelClient.of(Protocol.MESSAGES, model).post("/messages", "{\"x\":1}").body())
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x: Extra inputs are not permitted\"},\"request_id\":\"req_scripted\"}");
    }

    @Test
    void modelAndMessagesAreNeeded() throws Exception {
        assertThat(chat("{\"messages\":[]}")).isEqualTo("400 you must provide a model parameter");
        assertThat(chatMessages("")).startsWith("400 Invalid 'messages': empty array.");
        assertThat(chatMessages("{\"role\":\"user\"}"))
                .isEqualTo("400 Missing required parameter: 'messages[0].content'.");
        assertThat(responses("{\"input\":\"u\"}"))
                .isEqualTo("400 you must provide a model parameter");
        assertThat(input("")).isEqualTo("400 Missing required parameter: 'input'.");
        assertThat(messages("{\"max_tokens\":9,\"messages\":[]}"))
                .isEqualTo("400 model: Field required");
        assertThat(messages("{\"model\":\"m\",\"messages\":[" + USER + "]}"))
                .isEqualTo("400 max_tokens: Field required");
        assertThat(turns("")).isEqualTo("400 messages: at least one message is required");
    }

    @Test
    void unknownRoleIsRefused() throws Exception {
        String robot = "{\"role\":\"robot\",\"content\":\"u\"}";

        assertThat(chatMessages(robot))
                .isEqualTo(
                        "400 Invalid value: 'robot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.");
        assertThat(input(robot))
                .isEqualTo(
                        "400 Invalid value: 'robot'. Supported values are: 'assistant', 'system', 'developer', and 'user'.");
        assertThat(turns(robot))
                .isEqualTo("400 messages.0.role: Input should be 'user', 'assistant' or 'system'");
    }

    @Test
    void answerToNoCallIsRefused() throws Exception {
        assertThat(chatMessages("{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"t\"}"))
                .isEqualTo(
                        "400 Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.");
        assertThat(input("{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"t\"}"))
                .isEqualTo("400 No tool call found for function call output with call_id c.");
        assertThat(
                        turns(
                                "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\"}]}"))
                .isEqualTo(
                        "400 messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: c. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
    }

    @Test
    void callWithoutAnswerIsRefused() throws Exception {
        assertThat(chatMessages("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\"}]}," + USER))
                .endsWith("The following tool_call_ids did not have response messages: c");
        assertThat(
                        input(
                                "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"n\",\"arguments\":\"{}\"}"))
                .isEqualTo("400 No tool output found for function call c.");
        String called =
                USER
                        + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"n\",\"input\":{}}]}";
        String words =
                "400 messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: c. Each `tool_use` block must have a corresponding `tool_result` block in the next message.";
        assertThat(turns(called)).isEqualTo(words);
        assertThat(turns(called + "," + USER)).isEqualTo(words);
    }

    @Test
    void alteredOrLoneReasoningIsRefused() throws Exception {
        String item =
                "{\"type\":\"reasoning\",\"id\":\"rs\",\"summary\":[],\"encrypted_content\":\"%s\"}";

        assertThat(input(item.formatted("x" + Seal.of("hm")) + "," + USER))
                .isEqualTo("400 The encrypted content for item rs could not be verified.");
        assertThat(input(item.formatted(Seal.of("hm")) + "," + USER))
                .isEqualTo(
                        "400 Item 'rs' of type 'reasoning' was provided without its required following item.");
        assertThat(input("{\"type\":\"reasoning\",\"id\":\"rs\",\"summary\":[]}"))
                .startsWith("404 Item with id 'rs' not found.");
    }

    @Test
    void modelsThatThinkTakeNoSampling() throws Exception {
        for (String path : new String[] {"/chat/completions", "/responses"}) {
            assertThat(
                            ModelClient.openAi(model)
                                    .refusal(path, "{\"model\":\"gpt-6-sol\",\"temperature\":0}"))
                    .isEqualTo(
                            "400 Unsupported parameter: 'temperature' is not supported with this model.");
        }
        assertThat(chat("{\"model\":\"gpt-6-sol\",\"max_tokens\":9}"))
                .isEqualTo(
                        "400 Unsupported parameter: 'max_tokens' is not supported with this model.");
    }

    @Test
    void limitsHaveBounds() throws Exception {
        assertThat(responses("{\"model\":\"m\",\"input\":\"u\",\"max_output_tokens\":15}"))
                .isEqualTo(
                        "400 Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 15 instead.");
        assertThat(messages("{\"model\":\"m\",\"max_tokens\":0,\"messages\":[" + USER + "]}"))
                .isEqualTo("400 max_tokens: Input should be greater than or equal to 1");
        assertThat(messagesWith(",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9}"))
                .isEqualTo(
                        "400 thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        assertThat(messagesWith(",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}"))
                .isEqualTo("400 `max_tokens` must be greater than `thinking.budget_tokens`.");
    }

    @Test
    void nothingIsStored() throws Exception {
        assertThat(responses("{\"model\":\"m\",\"input\":\"u\",\"previous_response_id\":\"r\"}"))
                .isEqualTo("400 Previous response with id 'r' not found.");
    }

    @Test
    void toolsAreJudged() throws Exception {
        assertThat(
                        chat(
                                "{\"model\":\"m\",\"messages\":["
                                        + USER
                                        + "],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]}"))
                .isEqualTo("400 Invalid 'tools[0].function.name': string does not match pattern.");
        assertThat(
                        responses(
                                "{\"model\":\"m\",\"input\":\"u\",\"tools\":[{\"type\":\"function\",\"name\":\"n\",\"parameters\":{}}]}"))
                .isEqualTo(
                        "400 Invalid schema for function 'n': schema must be of type \"object\".");
        assertThat(
                        responses(
                                "{\"model\":\"m\",\"input\":\"u\",\"tools\":[{\"type\":\"function\",\"function\":{}}]}"))
                .isEqualTo("400 Unknown parameter: 'tools[0].function'.");
        assertThat(messagesWith(",\"tools\":[{\"name\":\"n\"}]"))
                .isEqualTo("400 tools.0.input_schema: Field required");
        assertThat(messagesWith(",\"tools\":[{\"name\":\"n\",\"input_schema\":{}}]"))
                .isEqualTo("400 tools.0.input_schema.type: Input should be 'object'");
    }

    @Test
    void contentOfAnotherProtocolIsRefused() throws Exception {
        assertThat(input("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"u\"}]}"))
                .isEqualTo("400 Invalid value: 'text'.");
        assertThat(
                        turns(
                                "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"u\"}]}"))
                .isEqualTo(
                        "400 messages.0.content.0: Input tag 'input_text' found using 'type' does not match any of the expected tags");
        assertThat(turns("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}"))
                .isEqualTo("400 messages.0.content.0: text content blocks must be non-empty");
    }
}
