package dev.pithyjaunt.runner.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitMessageTest {

    @Test
    void textOfOthersNotifiesNobodyAndClosesNothing() {
        assertThat(
                        CommitMessage.harmless(
                                "Fixes #12 and GH-7 for @ada, mail a@b.org\nCo-authored-by: X <x@y>"))
                .isEqualTo(
                        "Fixes #\u200B12 and GH-\u200B7 for @\u200Bada, mail a@b.org\n\u200BCo-authored-by: X <x@y>");
    }
}
