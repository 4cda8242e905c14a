package dev.pithyjaunt.runner.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitMessageTest {

    @Test
    void onlyACommitOfTheSameTaskByTheSameAuthorMayBeReplaced() {
        String ours = "a@x\nPithy Jaunt: Title\n\nTask: t1\nExecution: e1";

        assertThat(CommitMessage.isOfTask(ours, "a@x", "t1")).isTrue();
        assertThat(CommitMessage.isOfTask(ours, "a@x", "t2")).isFalse();
        assertThat(CommitMessage.isOfTask(ours, "b@x", "t1")).isFalse();
    }

    @Test
    void textOfOthersNotifiesNobodyAndClosesNothing() {
        assertThat(
                        CommitMessage.harmless(
                                "Fixes #12 and GH-7 for @ada, mail a@b.org\nCo-authored-by: X <x@y>"))
                .isEqualTo(
                        "Fixes #\u200B12 and GH-\u200B7 for @\u200Bada, mail a@b.org\n\u200BCo-authored-by: X <x@y>");
    }
}
