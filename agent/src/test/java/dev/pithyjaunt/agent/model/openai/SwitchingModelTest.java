package dev.pithyjaunt.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Protocol;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchingModelTest {

    private static final Answer TEXT = new Answer.Text("x");

    private static Script speaking(Protocol spoken, Answer spokenAnswer, Answer refusal) {
        return request -> request.protocol() == spoken ? spokenAnswer : refusal;
    }

    private static SwitchingModel model(WireProtocol protocol, ScriptedModel server) {
        return new SwitchingModel(TestModels.settings(protocol, server.baseUri()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model is only supported in v1/responses and not in v1/chat/completions.",
                "This is not a chat model and thus not supported in the v1/chat/completions endpoint."
            })
    void modelOfResponsesIsAskedSoFromThenOn(String words) {
        Script script = speaking(Protocol.RESPONSES, TEXT, new Answer.Rejected(404, words, "c"));
        try (ScriptedModel server = ScriptedModel.start(script)) {
            SwitchingModel model = model(WireProtocol.CHAT, server);

            assertThat(TestModels.ask(model).text()).isEqualTo("x");
            assertThat(TestModels.ask(model).text()).isEqualTo("x");
            assertThat(server.requests())
                    .extracting(ModelRequest::protocol)
                    .containsExactly(
                            Protocol.CHAT_COMPLETIONS, Protocol.RESPONSES, Protocol.RESPONSES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Invalid URL (POST /v1/responses)\",\"code\":null}}",
                "404 page not found",
                "{\"detail\":\"Not Found\"}",
                ""
            })
    void serverWithoutResponsesIsAskedForCompletions(String body) {
        Script script = speaking(Protocol.CHAT_COMPLETIONS, TEXT, new Answer.Status(404, body));
        try (ScriptedModel server = ScriptedModel.start(script)) {
            SwitchingModel model = model(WireProtocol.RESPONSES, server);

            assertThat(TestModels.ask(model).text()).isEqualTo("x");
            assertThat(TestModels.ask(model).text()).isEqualTo("x");
            assertThat(server.requests())
                    .extracting(ModelRequest::protocol)
                    .containsExactly(
                            Protocol.RESPONSES,
                            Protocol.CHAT_COMPLETIONS,
                            Protocol.CHAT_COMPLETIONS);
        }
    }

    @Test
    void failuresThatTheOtherProtocolWouldNotMendAreNotTriedAgain() {
        for (Answer answer :
                new Answer[] {
                    new Answer.Rejected(404, "The model `x` does not exist.", "model_not_found"),
                    new Answer.Rejected(401, "no key", "c"),
                    new Answer.Rejected(500, "v1/responses is down", "c")
                }) {
            try (ScriptedModel server = ScriptedModel.start(Script.of(answer))) {
                SwitchingModel model = model(WireProtocol.RESPONSES, server);

                assertThatThrownBy(() -> TestModels.ask(model)).isInstanceOf(ModelException.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void firstFailureIsToldWhenTheServerSpeaksNeither() {
        Script script =
                speaking(
                        Protocol.RESPONSES,
                        new Answer.Status(404, "no responses here"),
                        new Answer.Status(404, "no completions here"));
        try (ScriptedModel server = ScriptedModel.start(script)) {
            SwitchingModel model = model(WireProtocol.RESPONSES, server);

            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowableOfType(ModelException.class, () -> TestModels.ask(model)))
                        .hasMessage(
                                "openai (gpt-6.1-sol) at "
                                        + server.baseUri()
                                        + " answered 404: no responses here");
            }
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void failureOfTheOtherProtocolIsToldWhereItIsSpoken() {
        Script script =
                speaking(
                        Protocol.CHAT_COMPLETIONS,
                        new Answer.Rejected(429, "Slow down.", "rate_limit_exceeded"),
                        new Answer.Status(404, "404 page not found"));
        try (ScriptedModel server = ScriptedModel.start(script)) {
            SwitchingModel model = model(WireProtocol.RESPONSES, server);

            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowableOfType(ModelException.class, () -> TestModels.ask(model)))
                        .hasMessageEndingWith(" answered 429: Slow down.");
            }
            assertThat(server.requests()).hasSize(3);
        }
    }
}
