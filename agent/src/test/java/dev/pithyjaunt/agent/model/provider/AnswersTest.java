package dev.pithyjaunt.agent.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.Completion;
import dev.pithyjaunt.agent.model.Completion.Ending;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.Model;
import dev.pithyjaunt.agent.model.ProviderContracts;
import dev.pithyjaunt.agent.model.Reasoning;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What every protocol brings alike.
class AnswersTest {

    private static Completion ask(WireProtocol protocol, Answer answer) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(answer))) {
            return TestModels.ask(Models.of(TestModels.settings(protocol, server.baseUri())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void charactersCutByTheNetworkArriveWhole(WireProtocol protocol) {
        String text = "añ€😀\u2028 | ".repeat(2000);

        assertThat(ask(protocol, new Answer.Text(text)))
                .extracting(Completion::text, Completion::ending, Completion::reasoning)
                .containsExactly(text, Ending.FINISHED, null);
    }

    @ParameterizedTest
    @EnumSource
    void cutOffRefusedAndEmptyAnswersAreTold(WireProtocol protocol) {
        assertThat(ask(protocol, new Answer.CutOff("abc")))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("abc", Ending.CUT_OFF);
        assertThat(ask(protocol, new Answer.Refused("I can't help.")))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("I can't help.", Ending.REFUSED);
        assertThat(ask(protocol, new Answer.Nothing()))
                .extracting(Completion::text, Completion::ending)
                .containsExactly("", Ending.FINISHED);
    }

    @ParameterizedTest
    @EnumSource
    void requestHoldsTheConversationTheKeyAndTheLimit(WireProtocol protocol) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Models.of(TestModels.settings(protocol, server.baseUri()))
                    .complete(
                            List.of(
                                    new Message.System("s"),
                                    new Message.User("u"),
                                    new Message.Assistant("a"),
                                    new Message.User("v")),
                            List.of(TestModels.READ),
                            TestModels.MAX_OUTPUT,
                            TestModels.soon());

            ModelRequest request = server.requests().getFirst();
            assertThat(request.apiKey()).isEqualTo(TestModels.KEY);
            assertThat(request.stream()).isTrue();
            assertThat(request.usageAsked()).isTrue();
            assertThat(request.maxOutputTokens()).hasValue(TestModels.MAX_OUTPUT);
            assertThat(request.tools()).containsExactly("read");
            assertThat(request.messages())
                    .containsExactly(
                            new ModelRequest.Message("system", "s"),
                            new ModelRequest.Message("user", "u"),
                            new ModelRequest.Message("assistant", "a"),
                            new ModelRequest.Message("user", "v"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void toolCallsThatArriveInPiecesAreWholeAndTheirAnswersGoBack(WireProtocol protocol) {
        String arguments = "{\"path\":\"src/ä \\\"b\\\".java\",\"part\":2}";
        Answer calls =
                new Answer.Calls(
                        "Let me look.",
                        List.of(new Answer.Call("read", arguments), new Answer.Call("list", "{}")));
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        try (ScriptedModel server = ScriptedModel.start(Script.of(calls, new Answer.Text("x")))) {
            Model model = Models.of(TestModels.settings(protocol, server.baseUri()));
            Completion completion = complete(model, conversation);
            String prefix = protocol == WireProtocol.MESSAGES ? "toolu_" : "call_";

            assertThat(completion.text()).isEqualTo("Let me look.");
            assertThat(completion.ending()).isEqualTo(Ending.FINISHED);
            assertThat(completion.calls())
                    .containsExactly(
                            new ToolCall(prefix + 1, "read", arguments),
                            new ToolCall(prefix + 2, "list", "{}"));
            conversation.add(new Message.Assistant("Let me look.", completion.calls(), null));
            conversation.add(new Message.ToolAnswer(prefix + 1, "read", "one"));
            conversation.add(new Message.ToolAnswer(prefix + 2, "list", ""));
            assertThat(complete(model, conversation).text()).isEqualTo("x");
            assertThat(server.requests().getLast().messages().subList(2, 5))
                    .containsExactly(
                            new ModelRequest.Message(
                                    "assistant", "Let me look.", List.of(prefix + 1, prefix + 2)),
                            new ModelRequest.Message("tool", "one", List.of(prefix + 1)),
                            new ModelRequest.Message("tool", "", List.of(prefix + 2)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsThatNoServerWouldTakeBackAreMended(WireProtocol protocol) {
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        List<ToolCall> calls =
                List.of(
                        new ToolCall("a", "functions.read", "{\"path\":"),
                        new ToolCall("b", "", " "));
        conversation.add(new Message.Assistant("", calls, null));
        conversation.add(new Message.ToolAnswer("a", "functions.read", "no such tool"));
        conversation.add(new Message.ToolAnswer("b", "", "no such tool"));
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Model model = Models.of(TestModels.settings(protocol, server.baseUri()));

            assertThat(complete(model, conversation).text()).isEqualTo("x");
            ProviderContracts.check(server.requests().getFirst());
            assertThat(server.requests().getFirst().body())
                    .contains("functions_read")
                    .contains("malformed")
                    .doesNotContain("functions.read");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answerWithoutAWordCanBeSentBack(WireProtocol protocol) {
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        conversation.add(new Message.Assistant(""));
        conversation.add(new Message.User("Well?"));
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Model model = Models.of(TestModels.settings(protocol, server.baseUri()));

            assertThat(complete(model, conversation).text()).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSES", "MESSAGES"})
    void reasoningGoesBackToItsModelAlone(WireProtocol protocol) {
        Answer thinking =
                new Answer.Thinking(
                        "I must look.",
                        new Answer.Calls("", List.of(new Answer.Call("read", "{}"))));
        List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
        try (ScriptedModel server =
                ScriptedModel.start(Script.of(thinking, new Answer.Text("x")))) {
            Model model = Models.of(TestModels.settings(protocol, server.baseUri()));
            Completion completion = complete(model, conversation);
            Reasoning reasoning = Objects.requireNonNull(completion.reasoning());
            assertThat(reasoning.isOf(model)).isTrue();
            String seal = protocol == WireProtocol.MESSAGES ? "signature" : "encrypted_content";
            for (Reasoning sent :
                    List.of(reasoning, new Reasoning("openai", "other", reasoning.parts()))) {
                List<Message> next = new ArrayList<>(conversation);
                next.add(new Message.Assistant("", completion.calls(), sent));
                next.add(
                        new Message.ToolAnswer(completion.calls().getFirst().id(), "read", "text"));

                assertThat(complete(model, next).text()).isEqualTo("x");
            }

            List<String> bodies =
                    server.requests().stream()
                            .map(request ->
                                    request.body().replace("reasoning.encrypted_content", ""))
                            .toList();
            assertThat(bodies.get(1)).contains("\"" + seal + "\":");
            assertThat(bodies.get(2)).doesNotContain("\"" + seal + "\":");
        }
    }

    @ParameterizedTest
    @EnumSource
    void reasoningOfAnotherProtocolIsPassedOver(WireProtocol protocol) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Model model = Models.of(TestModels.settings(protocol, server.baseUri()));
            List<Message> conversation = new ArrayList<>(TestModels.CONVERSATION);
            conversation.add(
                    new Message.Assistant(
                            "a",
                            List.of(),
                            new Reasoning(model.provider(), model.name(), Map.of("x", "y"))));
            conversation.add(new Message.User("Go on."));

            assertThat(complete(model, conversation).text()).isEqualTo("x");
            assertThat(server.requests().getFirst().messages().get(2).text()).isEqualTo("a");
        }
    }

    private static Completion complete(Model model, List<Message> conversation) {
        return model.complete(
                List.copyOf(conversation),
                List.of(TestModels.READ),
                TestModels.MAX_OUTPUT,
                TestModels.soon());
    }
}
