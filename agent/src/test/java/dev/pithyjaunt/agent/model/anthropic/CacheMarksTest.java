package dev.pithyjaunt.agent.model.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class CacheMarksTest {

    private static final List<ToolSpec> TOOLS = List.of(TestModels.READ);
    private static final String BIG = "x".repeat(8000);

    private static final List<Message> FIRST =
            List.of(new Message.System(BIG), new Message.User(BIG));

    private static List<Message> with(List<Message> first, Message... more) {
        List<Message> conversation = new ArrayList<>(first);
        conversation.addAll(List.of(more));
        return conversation;
    }

    @Test
    void firstCallWithToolsMarksTheSystemAndTheEnd() {
        assertThat(CacheMarks.of(FIRST, TOOLS, 1024)).isEqualTo(new CacheMarks(true, Set.of(1)));
    }

    @Test
    void firstCallWithoutToolsWritesNothingThatNobodyReads() {
        assertThat(CacheMarks.of(FIRST, List.of(), 1024))
                .isEqualTo(new CacheMarks(false, Set.of()));
    }

    @Test
    void laterCallsAlsoMarkWhereTheOneBeforeEnded() {
        List<Message> conversation =
                with(
                        FIRST,
                        new Message.Assistant("a"),
                        new Message.User("b"),
                        new Message.Assistant("", List.of(new ToolCall("c", "read", "{}")), null),
                        new Message.ToolAnswer("c", "read", "one"),
                        new Message.ToolAnswer("d", "read", "two"));

        assertThat(CacheMarks.of(conversation, List.of(), 1024))
                .isEqualTo(new CacheMarks(true, Set.of(3, 6)));
    }

    @Test
    void prefixThatIsTooShortGetsNoMark() {
        assertThat(CacheMarks.of(FIRST, TOOLS, 3000)).isEqualTo(new CacheMarks(false, Set.of(1)));
        assertThat(CacheMarks.of(FIRST, TOOLS, 5000)).isEqualTo(new CacheMarks(false, Set.of()));
    }

    @Test
    void unknownMinimumHidesNoPrefix() {
        assertThat(CacheMarks.of(TestModels.CONVERSATION, TOOLS, 0))
                .isEqualTo(new CacheMarks(true, Set.of(1)));
    }

    @Test
    void marksStandInTheRequestAndWhatIsMarkedIsReadAgain() {
        Answer call = new Answer.Calls("", List.of(new Answer.Call("read", "{}")));
        try (ScriptedModel server = ScriptedModel.start(Script.of(call, new Answer.Text("x")))) {
            var model =
                    new MessagesModel(TestModels.settings(WireProtocol.MESSAGES, server.baseUri()));
            var asked = model.complete(FIRST, TOOLS, TestModels.MAX_OUTPUT, TestModels.soon());
            List<Message> next =
                    with(
                            FIRST,
                            new Message.Assistant("", asked.calls(), null),
                            new Message.ToolAnswer(asked.calls().getFirst().id(), "read", "one"));
            var answered = model.complete(next, TOOLS, TestModels.MAX_OUTPUT, TestModels.soon());

            assertThat(asked.usage().cacheWriteTokens()).isGreaterThan(3900);
            assertThat(answered.usage().cachedInputTokens())
                    .isEqualTo(asked.usage().cacheWriteTokens());
            JsonNode body = Json.read(server.requests().getLast().body(), JsonNode.class);
            assertThat(body.findValues("cache_control"))
                    .hasSize(3)
                    .allMatch(mark -> mark.toString().equals("{\"type\":\"ephemeral\"}"));
            assertThat(body.at("/messages/2/content/0/cache_control").isObject()).isTrue();
        }
    }
}
