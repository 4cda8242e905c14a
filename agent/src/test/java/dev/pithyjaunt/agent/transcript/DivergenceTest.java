package dev.pithyjaunt.agent.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class DivergenceTest {

    private static Optional<String> between(String recorded, String found) {
        return Divergence.between(
                        List.of(new Message.User(recorded)), List.of(new Message.User(found)))
                .map(Divergence::inWords);
    }

    @ParameterizedTest
    @CsvSource({
        "a *** b, a secret b",
        "*** b, secret b",
        "a ***, a secret",
        "***, anything",
        "a *** b *** c, a 1 b 2 b 3 c",
        "a ****** b, a secret b"
    })
    void whatWasMaskedMayBeAnything(String recorded, String found) {
        assertThat(between(recorded, found)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a *** b, a secret c", "a *** b, x secret b", "ab***b, ab", "a *** b *** c, a c"})
    void whatStandsAroundAMaskIsCompared(String recorded, String found) {
        assertThat(between(recorded, found)).isPresent();
    }

    @Test
    @Timeout(10)
    void bannersOfStarsDoNotHoldItUp() {
        String banner = ("/" + "*".repeat(70) + "\n * words\n" + "*".repeat(70) + "/\n").repeat(50);

        assertThat(between(banner + "one", banner + "two"))
                .hasValue("message 1 (user), line 151: recorded \"one\", now \"two\"");
    }

    @Test
    void messageThatIsMissingOrOfAnotherRoleIsTold() {
        Message user = new Message.User("u");

        assertThat(Divergence.between(List.of(user), List.of(user, user)).map(Divergence::inWords))
                .hasValue("message 2: recorded as nothing, now user");
        assertThat(
                        Divergence.between(List.of(user), List.of(new Message.System("u")))
                                .map(Divergence::inWords))
                .hasValue("message 1: recorded as user, now system");
    }
}
