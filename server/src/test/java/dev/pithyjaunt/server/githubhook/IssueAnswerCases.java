package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.assertTaken;
import static dev.pithyjaunt.server.githubhook.HookScene.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.StandInComment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/// The comment that tells of a task at its issue.
abstract class IssueAnswerCases extends IssueCases {

    private static final String COMMENTS = "/repos/{owner}/{repo}/issues/{issue_number}/comments";

    private List<String> said() {
        return shop.comments(4).stream().map(StandInComment::body).toList();
    }

    private String expected(Task task) {
        return """
        Pithy Jaunt made a task of this: %s/task/%s

        <!-- pithy-jaunt:%s -->\
        """
                .formatted(scene.server.address(), task.id(), task.id());
    }

    private void ask() {
        assertTaken(send(labelled(4, T1, "ada")), "taken", "task-asked-for");
    }

    @Test
    void issueIsToldOfItsTaskOnce() {
        ask();
        awaitDone();

        assertThat(said()).containsExactly(expected(awaitTask()));
        assertThat(wishes("status = 'told'")).isEqualTo(1);

        scene.server.bean(WishFulfilment.class).perform(wishId());
        assertThat(said()).hasSize(1);
    }

    private String wishId() {
        return "label/%d/4/%s".formatted(shop.id(), T1);
    }

    @Test
    void commentThatMayBeThereIsLookedForAndNotWrittenAgain() {
        scene.gitHub.fault("POST", COMMENTS, 1, new Fault.DoneThenCut());
        ask();
        awaitDone();

        assertThat(said()).containsExactly(expected(awaitTask()));
        assertThat(wishes("status = 'told'")).isEqualTo(1);
    }

    @Test
    void serverThatDiedAfterTheCommentWritesNoOther() {
        ask();
        awaitDone();
        scene.server.bean(WishStore.class).set(wishId(), Wish.Status.BEGUN);

        scene.server.bean(WishFulfilment.class).perform(wishId());

        assertThat(said()).hasSize(1);
        assertThat(wishes("status = 'told'")).isEqualTo(1);
    }

    @Test
    void commentIsTriedAgainAndTheTaskDoesNotWaitForIt() {
        scene.gitHub.fault("GET", COMMENTS, 1, new Fault.Status(401));
        ask();
        awaitFailure();
        assertThat(awaitTask().status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(said()).isEmpty();
        assertThat(wishes("status = 'begun'")).isEqualTo(1);

        scene.server.setAhead(Duration.ofHours(12));
        awaitDone();

        assertThat(said()).containsExactly(expected(awaitTask()));
        assertThat(scene.tasks(owner)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 422})
    void commentThatGitHubDoesNotTakeIsLeftOut(int status) {
        scene.gitHub.fault("POST", COMMENTS, 1, new Fault.Status(status));
        ask();
        awaitDone();

        assertThat(awaitTask().status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(said()).isEmpty();
        assertThat(wishes("status = 'untold'")).isEqualTo(1);
    }

    @Test
    void commentThatFailedOftenEnoughIsLeftOut() {
        ask();
        awaitDone();
        WishStore store = scene.server.bean(WishStore.class);
        store.set(wishId(), Wish.Status.BEGUN);

        scene.server.bean(WishFulfilment.class).giveUp(wishId());

        assertThat(wishes("status = 'untold'")).isEqualTo(1);
        assertThat(scene.tasks(owner)).hasSize(1);
    }

    @Test
    void whoMayNotAskIsNotAnswered() {
        long asked = scene.gitHub.requests("GET", COMMENTS);
        assertTaken(send(labelled(4, T1, "eve")), "taken", "task-asked-for");
        awaitDone();

        assertThat(said()).isEmpty();
        assertThat(wishes("status = 'refused'")).isEqualTo(1);
        assertThat(scene.gitHub.requests("GET", COMMENTS)).isEqualTo(asked);
    }

    @Test
    void ownCommentMakesNoTask() {
        ask();
        awaitDone();
        // With a token, the person whose it is wrote it.
        assertTaken(
                send(scene.hook.commented(shop, issue(4, T2), 901, said().getFirst(), "acme")),
                "ignored",
                "no-command");
        assertThat(scene.tasks(owner)).hasSize(1);
    }
}
