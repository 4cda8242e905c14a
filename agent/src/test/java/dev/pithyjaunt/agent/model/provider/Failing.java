package dev.pithyjaunt.agent.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import java.util.List;
import java.util.OptionalInt;

/// Asks a scripted model for what it fails with.
final class Failing {

    private Failing() {}

    static ModelException of(WireProtocol protocol, Answer answer) {
        try (ScriptedModel server = ScriptedModel.start(Script.of(answer))) {
            return of(TestModels.settings(protocol, server.baseUri()));
        }
    }

    static ModelException of(ModelSettings settings) {
        ModelException failure =
                catchThrowableOfType(
                        ModelException.class, () -> TestModels.ask(Models.of(settings)));
        assertThat(failure).isNotNull();
        TestModels.assertHoldsNone(failure, List.of(TestModels.KEY));
        return failure;
    }

    /// @param end of the message, behind the address
    static void check(
            WireProtocol protocol, Answer answer, OptionalInt status, Reason reason, String end) {
        ModelException failure = of(protocol, answer);

        assertThat(words(failure)).isEqualTo(begin(protocol) + end);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    static String begin(WireProtocol protocol) {
        return protocol == WireProtocol.MESSAGES
                ? "anthropic (claude-sonnet-5) at http://127.0.0.1/v1 "
                : "openai (gpt-6.1-sol) at http://127.0.0.1/v1 ";
    }

    /// The message without the port, which differs every time.
    static String words(ModelException failure) {
        return failure.getMessage().replaceFirst(":\\d+/v1", "/v1");
    }
}
