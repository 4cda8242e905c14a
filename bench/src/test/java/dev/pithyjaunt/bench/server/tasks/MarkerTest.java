package dev.pithyjaunt.bench.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.ModelRequest;
import dev.pithyjaunt.testkit.Protocol;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class MarkerTest {

    private final Marker own = Marker.next();
    private final Marker other = Marker.next();

    @Test
    void whatNamesItsOwnTaskIsNotMixedUp() {
        assertThat(
                        own.mixedUp(
                                Map.of("patch", "+" + own.text() + "\n"),
                                Map.of("log", "pushed", "transcript", "write " + own.text())))
                .isEmpty();
    }

    @Test
    void resultOfAnotherTaskIsMixedUp() {
        assertThat(own.mixedUp(Map.of("patch", "+" + other.text()), Map.of()))
                .containsExactly("the patch of %s names [%s]".formatted(own.text(), other.text()));
        assertThat(own.mixedUp(Map.of("patch", own.text() + "\n" + other.text()), Map.of()))
                .hasSize(1);
        assertThat(own.mixedUp(Map.of("patch", ""), Map.of()))
                .containsExactly("the patch of %s names []".formatted(own.text()));
    }

    @Test
    void talkOfAnotherTaskIsMixedUp() {
        assertThat(own.mixedUp(Map.of(), Map.of("log", "task " + other.text())))
                .containsExactly("the log of %s names [%s]".formatted(own.text(), other.text()));
    }

    @Test
    void modelWritesDownWhatItWasTold() {
        assertThat(told("Write %s into notes.txt".formatted(own.text())))
                .contains(own.text())
                .doesNotContain(other.text());
        assertThat(told(own.text() + " and " + other.text())).contains(own.text(), other.text());
    }

    private static String told(String prompt) {
        Answer answer =
                TasksScene.answer(
                        new ModelRequest(
                                Protocol.CHAT_COMPLETIONS,
                                Map.of(),
                                "scripted",
                                true,
                                true,
                                OptionalInt.empty(),
                                List.of(new ModelRequest.Message("user", prompt)),
                                List.of(),
                                "{}"));
        return ((Answer.Text) answer).text();
    }
}
