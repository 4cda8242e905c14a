package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.assertTaken;
import static dev.pithyjaunt.server.githubhook.HookScene.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInHook.Delivery;
import dev.pithyjaunt.testkit.github.StandInHook.Receipt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// Who is listened to, and to what.
abstract class GateCases extends HookCases {

    @Test
    void whatGitHubDidNotSignIsRefusedAndNotStored() {
        Delivery delivery = labelled(1, T1, "ada");
        long before = deliveries();

        Receipt forged = scene.hook.send(delivery, "sha256=" + "0".repeat(64));
        Receipt malformed = scene.hook.send(delivery, "sha1=0");

        assertThat(forged.status()).isEqualTo(401);
        assertThat(malformed).isEqualTo(forged);
        assertThat(forged.body()).contains("urn:pithy-jaunt:unauthorized");
        assertThat(deliveries()).isEqualTo(before);
        assertThat(scene.tasks(owner)).isEmpty();
    }

    @Test
    void whoSignsWronglyAgainAndAgainIsToldToStayAwayAndGitHubIsNot() {
        Delivery delivery = labelled(1, T1, "eve");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            statuses.add(scene.hook.send(delivery, "sha256=" + "0".repeat(64)).status());
        }

        assertThat(statuses).contains(429).doesNotContain(500, 202);
        assertTaken(send(delivery), "taken", "task-asked-for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"action\": 1}", "{\"action\": \"labeled\"}"})
    void bodyThatIsNoneOfGitHubsIsRefused(String body) {
        long before = deliveries();
        assertThat(send(new Delivery("id", "issues", body)).status()).isEqualTo(400);
        assertThat(deliveries()).isEqualTo(before);
    }

    @Test
    void bodyThatIsTooLargeIsRefused() {
        Delivery large = new Delivery("id", "issues", "{" + " ".repeat(HookGate.MAX_BYTES) + "}");
        assertThat(send(large).status()).isEqualTo(413);
    }

    @Test
    void formIsRefusedInWords() {
        Browser.Answer answer =
                new Browser(scene.server.address())
                        .postForm("/api/webhook/github", "payload=%7B%7D");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("application/json");
    }

    @Test
    void repeatedDeliveryHasItsEffectOnce() {
        Task task = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, pull.number());
        Delivery closed = scene.hook.pullRequest(shop, pull, "closed");

        assertTaken(send(closed), "taken", "pull-request");
        assertTaken(send(closed), "repeated", "known-delivery");

        await("the state", () -> scene.state(execution) != null);
    }
}
