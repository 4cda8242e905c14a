package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.assertTaken;
import static dev.pithyjaunt.server.githubhook.HookScene.await;
import static dev.pithyjaunt.server.githubhook.HookScene.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.StandInHook.Delivery;
import dev.pithyjaunt.testkit.github.StandInHook.Issue;
import dev.pithyjaunt.testkit.github.StandInHook.Receipt;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Tasks that are asked for at issues.
abstract class IssueHookCases extends IssueCases {

    @Test
    void labelMakesATaskThatIsExecuted() {
        assertTaken(send(labelled(4, T1, "ada")), "taken", "task-asked-for");

        Task task = awaitTask();
        assertThat(task.title()).isEqualTo("Greet the world");
        assertThat(task.description()).startsWith("Greet the world\n\nIt says hello.\n\n(From ");
        assertThat(task.repositoryId()).isEqualTo(connected.id());
        await(
                "its execution",
                () -> !scene.server.bean(ExecutionStore.class).listOfTask(task.id()).isEmpty());
        awaitDone();
        assertThat(scene.tasks(owner).getFirst().status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void labelledAgainIsAnotherWishOnlyWhenTheTaskIsOver() {
        assertTaken(send(labelled(4, T1, "ada")), "taken", "task-asked-for");
        assertTaken(send(labelled(4, T2, "ada")), "ignored", "has-a-task");
        Task task = awaitTask();
        awaitDone();
        assertTaken(send(labelled(4, T2, "ada")), "ignored", "has-a-task");

        var execution = scene.server.bean(ExecutionStore.class).listOfTask(task.id()).getFirst();
        scene.server
                .bean(Executions.class)
                .end(execution.id(), Execution.Ending.failed(ExecutionError.Category.LOST, "gone"));

        // The same event by another webhook, such as that of the repository beside that of the app.
        assertTaken(send(labelled(4, T1, "ada")), "ignored", "asked-before");
        assertTaken(send(labelled(4, T2, "ada")), "taken", "task-asked-for");
        await("a second task", () -> scene.tasks(owner).size() == 2);
    }

    @Test
    void deliveriesThatComeTogetherMakeOneTask() throws Exception {
        List<Callable<Receipt>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Delivery one = labelled(4, i % 2 == 0 ? T1 : T2, "ada");
            all.add(() -> send(one));
        }
        try (ExecutorService threads =
                java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Receipt> receipt : threads.invokeAll(all)) {
                assertThat(receipt.get().status()).isEqualTo(202);
            }
        }
        Task _ = awaitTask();
        awaitDone();
        assertThat(scene.tasks(owner)).hasSize(1);
    }

    @Test
    void commentMakesOneTask() {
        Issue issue = issue(5, T1);
        Delivery first = scene.hook.commented(shop, issue, 900, "/jaunt Say it louder", "ada");
        Delivery again = scene.hook.commented(shop, issue, 900, "/jaunt Say it louder", "ada");

        assertTaken(send(first), "taken", "task-asked-for");
        assertTaken(send(again), "ignored", "asked-before");

        assertThat(awaitTask().description())
                .startsWith("Say it louder\n")
                .endsWith("> Greet the world\n>\n> It says hello.");
        awaitDone();
        assertThat(scene.tasks(owner)).hasSize(1);
    }

    @Test
    void onlyWhoMayWriteIsHeeded() {
        shop.collaborator("tess", "triage").collaborator("mia", "maintain");
        assertTaken(send(labelled(1, T1, "eve")), "taken", "task-asked-for");
        assertTaken(send(labelled(2, T1, "tess")), "taken", "task-asked-for");
        awaitDone();
        assertThat(scene.tasks(owner)).isEmpty();
        assertThat(
                        scene.count(
                                "issue_wish",
                                "repository_id = '%s' and reason = 'no-write-permission'"
                                        .formatted(connected.id())))
                .isEqualTo(2);

        // Who may asks for the same.
        assertTaken(send(labelled(1, T2, "mia")), "taken", "task-asked-for");
        Task _ = awaitTask();
    }

    @Test
    void botsAndStrangersAskForNothing() {
        long asked = scene.gitHub.requests("GET", PERMISSION);
        assertTaken(send(labelled(1, T1, "helper[bot]")), "ignored", "not-a-person");
        Delivery stranger =
                scene.hook.labelled(scene.repository(), issue(1, T1), "pithy-jaunt", "ada");
        assertTaken(send(stranger), "ignored", "not-connected");
        Issue closed = new Issue(1, "T", "B", false, false, false, T1);
        assertTaken(
                send(scene.hook.labelled(shop, closed, "pithy-jaunt", "ada")),
                "ignored",
                "closed-issue");
        assertThat(scene.gitHub.requests("GET", PERMISSION)).isEqualTo(asked);
        assertThat(scene.count("issue_wish", "repository_id = '%s'".formatted(connected.id())))
                .isZero();
    }

    @Test
    void gitHubThatGivesNoAnswerIsAskedAgain() {
        scene.gitHub.fault("GET", PERMISSION, 1, new Fault.Status(401));
        assertTaken(send(labelled(6, T1, "ada")), "taken", "task-asked-for");
        awaitFailure();
        assertThat(scene.tasks(owner)).isEmpty();

        scene.server.setAhead(Duration.ofHours(12));
        Task _ = awaitTask();
    }

    @Test
    void taskThatMayNotBeExecutedWaits() {
        var repositories = scene.server.bean(RepositoryStore.class);
        repositories.save(
                new ConnectedRepository(
                        connected.id(),
                        connected.ownerId(),
                        connected.name(),
                        connected.url(),
                        "main",
                        false,
                        "it is not reached",
                        false,
                        null,
                        connected.backend(),
                        connected.createdAt(),
                        connected.updatedAt()));

        assertTaken(send(labelled(7, T1, "ada")), "taken", "task-asked-for");

        Task task = awaitTask();
        awaitDone();
        assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(
                        scene.count(
                                "issue_wish",
                                "task_id = '%s' and reason like '%%it is not reached'"
                                        .formatted(task.id())))
                .isEqualTo(1);
    }

    @Test
    void oldDeliveriesAndWishesAreForgotten() {
        assertTaken(send(labelled(8, T1, "eve")), "taken", "task-asked-for");
        awaitDone();
        HookDeliveries deliveries = scene.server.bean(HookDeliveries.class);
        WishStore wishes = scene.server.bean(WishStore.class);
        String ours = "repository_id = '%s'".formatted(connected.id());

        deliveries.forgetBefore(scene.server.now().minus(HookWork.DELIVERIES_KEPT));
        wishes.forgetBefore(scene.server.now().minus(HookWork.WISHES_KEPT));
        assertThat(deliveries()).isPositive();
        assertThat(scene.count("issue_wish", ours)).isEqualTo(1);

        deliveries.forgetBefore(scene.server.now().plusSeconds(1));
        wishes.forgetBefore(scene.server.now().plusSeconds(1));
        assertThat(deliveries()).isZero();
        assertThat(scene.count("issue_wish", ours)).isZero();
    }
}
