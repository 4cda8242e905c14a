package dev.pithyjaunt.agent.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ProviderContracts;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/// Providers serve from their caches what begins byte for byte like an earlier request.
class StablePrefixTest {

    private static final String LONG = "All of this is said again. ".repeat(400);

    private static Script script() {
        return Script.of(
                new Answer.Thinking(
                        "I should look at both.",
                        new Answer.Calls(
                                "Let me look.",
                                List.of(
                                        new Answer.Call("read", "{\"path\":\"a\"}"),
                                        new Answer.Call("read", "{ \"part\" : 2 }")))),
                new Answer.Calls("", List.of(new Answer.Call("read", "{\"path\":\"ä\"}"))),
                new Answer.Thinking("Now I know.", new Answer.Text("Done.")),
                new Answer.Text("Mended."));
    }

    @ParameterizedTest
    @EnumSource
    void requestBeginsWithAllOfTheOneBefore(WireProtocol protocol) {
        List<Usage.Call> usage = new ArrayList<>();
        try (ScriptedModel server = ScriptedModel.start(script())) {
            Model model = Models.of(TestModels.settings(protocol, server.baseUri()));
            List<Message> conversation = new ArrayList<>();
            conversation.add(new Message.System("Be brief. " + LONG));
            conversation.add(new Message.User("Mend it. " + LONG));
            for (int i = 0; i < 4; i++) {
                Completion completion =
                        model.complete(
                                List.copyOf(conversation),
                                List.of(TestModels.READ),
                                TestModels.MAX_OUTPUT,
                                TestModels.soon());
                usage.add(completion.usage());
                conversation.add(
                        new Message.Assistant(
                                completion.text(), completion.calls(), completion.reasoning()));
                for (ToolCall call : completion.calls()) {
                    conversation.add(new Message.ToolAnswer(call.id(), call.name(), "Seen."));
                }
                if (completion.calls().isEmpty()) {
                    conversation.add(new Message.User("That fails."));
                }
            }

            List<ModelRequest> requests = server.requests();
            assertThat(requests).hasSize(4).allSatisfy(ProviderContracts::check);
            for (int i = 1; i < requests.size(); i++) {
                assertThat(prefix(requests.get(i))).startsWith(prefix(requests.get(i - 1)));
            }
            assertThat(usage.subList(1, 4))
                    .allSatisfy(call ->
                            assertThat(call.cachedInputTokens())
                                    .isGreaterThan(call.promptTokens() * 9 / 10));
        }
    }

    /// Tools, system and messages as they were sent, one element of an array a line: the end of an
    /// array is not part of what must stay. Where the provider is told to cache is none either.
    private static String prefix(ModelRequest request) {
        JsonNode body = Json.read(request.body(), JsonNode.class);
        StringBuilder prefix = new StringBuilder();
        for (String field : List.of("tools", "system", "messages", "input")) {
            for (JsonNode element : body.path(field)) {
                element.path("content").forEach(StablePrefixTest::removeMark);
                removeMark(element);
                prefix.append(field).append(' ').append(Json.line(element)).append('\n');
            }
        }
        return prefix.toString();
    }

    private static void removeMark(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("cache_control");
        }
    }
}
