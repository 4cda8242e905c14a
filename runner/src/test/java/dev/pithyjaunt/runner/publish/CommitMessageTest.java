package dev.pithyjaunt.runner.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionRequest;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class CommitMessageTest {

    private final ExecutionRequest request = Requests.of("e2", "Title", "Title");

    @Test
    void onlyAnEarlierCommitOfTheSameTaskMayBeReplaced() {
        String ours = "pithy-jaunt@noreply.invalid\nPithy Jaunt: Title\n\nTask: t1\nExecution: ";

        assertThat(reason(ours + "e1")).isEmpty();
        assertThat(reason(ours + "e2")).isEmpty();
        assertThat(reason(ours + "e3")).contains("it holds the result of the later execution e3");
        assertThat(reason(ours + "e10")).contains("it holds the result of the later execution e10");
        assertThat(reason(ours.replace("t1", "t2") + "e1"))
                .contains("it holds a commit that is not this task's");
        assertThat(reason(ours.replace("pithy-jaunt@", "ada@") + "e1"))
                .contains("it holds a commit that is not this task's");
    }

    private Optional<String> reason(String commit) {
        return CommitMessage.reasonAgainstReplacing(commit, request);
    }

    @Test
    void textOfOthersNotifiesNobodyAndClosesNothing() {
        assertThat(
                        CommitMessage.harmless(
                                "Fixes #12 and GH-7 for @ada, mail a@b.org\nCo-authored-by: X <x@y>"))
                .isEqualTo(
                        "Fixes #\u200B12 and GH-\u200B7 for @\u200Bada, mail a@b.org\n\u200BCo-authored-by: X <x@y>");
    }

    @Test
    void issuesAreNotClosedByTheirAddressEither() {
        assertThat(CommitMessage.harmless("Fixes https://github.com/o/r/issues/1"))
                .isEqualTo("Fixes\u200B https://github.com/o/r/issues/1");
    }
}
