package dev.pithyjaunt.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void longTextEndsBetweenWords() {
        assertThat(Visible.abridged("one two three", 13)).isEqualTo("one two three");
        assertThat(Visible.abridged("one two three", 12)).isEqualTo("one two …");
        assertThat(Visible.abridged("one two three", 8)).isEqualTo("one two …");
        assertThat(Visible.abridged("one two three", 7)).isEqualTo("one two…");
        assertThat(Visible.abridged("{\"text\":\"fake/key+0123=\"}", 16))
                .isEqualTo("{\"text\":\"…");
        assertThat(Visible.abridged("fake-key-0123456789", 10)).isEqualTo("…");
    }
}
