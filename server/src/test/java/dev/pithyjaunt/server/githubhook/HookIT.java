package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.assertTaken;
import static dev.pithyjaunt.server.githubhook.HookScene.await;
import static dev.pithyjaunt.server.githubhook.HookScene.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.ExecutionError;
import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.TaskStatus;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.execution.PullRequestState;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.server.task.Task;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.PullRequest;
import dev.pithyjaunt.testkit.github.StandInHook;
import dev.pithyjaunt.testkit.github.StandInHook.Delivery;
import dev.pithyjaunt.testkit.github.StandInHook.Issue;
import dev.pithyjaunt.testkit.github.StandInHook.Receipt;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// What the stand-in for GitHub tells a server, and what the server makes of it. One server for all
/// tests on a database; each has a repository and people of its own.
@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class HookIT {

    private static final String PERMISSION =
            "/repos/{owner}/{repo}/collaborators/{username}/permission";
    private static final String T1 = "2026-05-15T15:20:18Z";
    private static final String T2 = "2026-05-15T15:20:19Z";

    private static HookScene scene;

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    private StandInRepository shop;
    private Person owner;
    private ConnectedRepository connected;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) throws IOException {
        scene = new HookScene(kind, Files.createTempDirectory("hook"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void build() {
        shop = scene.repository();
        owner = scene.server.member();
        connected = scene.connect(owner, shop);
    }

    @AfterEach
    void onlyWhatGitHubHasWasAsked() {
        assertThat(scene.gitHub.violations()).isEmpty();
        scene.server.setAhead(Duration.ZERO);
    }

    private static Receipt send(Delivery delivery) {
        return scene.hook.send(delivery);
    }

    private Delivery labelled(int number, String at, String sender) {
        return scene.hook.labelled(shop, issue(number, at), "pithy-jaunt", sender);
    }

    private Task awaitTask() {
        await("a task", () -> !scene.tasks(owner).isEmpty());
        return scene.tasks(owner).getFirst();
    }

    private void awaitDone() {
        await(
                "wishes",
                () ->
                        scene.count(
                                        "issue_wish",
                                        "repository_id = '%s' and status in ('asked', 'made')"
                                                .formatted(connected.id()))
                                == 0);
    }

    private static long deliveries() {
        return scene.count("github_delivery", "1 = 1");
    }

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

    @Test
    void pullRequestIsMergedClosedAndOpenAgain() {
        Task task = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, pull.number());
        Browser gitHub =
                new Browser(scene.gitHub.serverUri())
                        .withToken(scene.gitHub.classicToken("acme", "repo"));
        String path = "/api/v3/repos/%s/pulls/%d".formatted(shop.fullName(), pull.number());

        gitHub.send("PATCH", path, "{\"state\":\"closed\"}");
        assertTaken(told("closed"), "taken", "pull-request");
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.CLOSED);

        gitHub.send("PATCH", path, "{\"state\":\"open\"}");
        assertTaken(told("reopened"), "taken", "pull-request");
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.OPEN);

        gitHub.send("PUT", path + "/merge", "{}");
        assertTaken(told("closed"), "taken", "pull-request");
        assertThat(scene.state(execution)).isEqualTo(PullRequestState.MERGED);
    }

    private Receipt told(String action) {
        return send(scene.hook.pullRequest(shop, shop.pullRequests().getLast(), action));
    }

    /// GitHub sends deliveries in any order.
    @Test
    void deliveryThatComesTooLateDoesNotTurnAStateBack() {
        Task task = scene.server.task(owner, connected);
        PullRequest open = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, open.number());
        Browser gitHub =
                new Browser(scene.gitHub.serverUri())
                        .withToken(scene.gitHub.classicToken("acme", "repo"));
        gitHub.send(
                "PUT",
                "/api/v3/repos/%s/pulls/%d/merge".formatted(shop.fullName(), open.number()),
                "{}");

        assertTaken(told("closed"), "taken", "pull-request");
        assertTaken(send(scene.hook.pullRequest(shop, open, "reopened")), "taken", "pull-request");

        await("what GitHub says now", () -> scene.state(execution) == PullRequestState.MERGED);
    }

    @Test
    void pullRequestOfAnotherRepositoryNumberOrTaskIsIgnored() {
        Task task = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution execution = scene.published(owner, task, pull.number() + 1);
        StandInRepository other = scene.repository();
        PullRequest foreign = scene.pullRequest(other, task);
        PullRequest nobodys = scene.pullRequest(shop, "pj/nobody");

        assertTaken(
                send(scene.hook.pullRequest(shop, pull, "closed")),
                "ignored",
                "unknown-pull-request");
        assertTaken(
                send(scene.hook.pullRequest(other, foreign, "closed")), "ignored", "unknown-task");
        assertTaken(
                send(scene.hook.pullRequest(shop, nobodys, "closed")), "ignored", "unknown-task");
        assertThat(scene.state(execution)).isNull();
    }

    private void end(Execution execution) {
        var _ =
                scene.server
                        .bean(Executions.class)
                        .end(execution.id(), new Execution.Ending(Outcome.READY, null, null));
    }

    @Test
    void pullRequestThatARunnerToldOfIsLookedForAtGitHub() {
        Task task = scene.server.task(owner, connected);
        Task liar = scene.server.task(owner, connected);
        PullRequest pull = scene.pullRequest(shop, task);
        Execution good = scene.published(owner, task, pull.number());
        Execution anothers = scene.published(owner, liar, pull.number());
        scene.gitHub.fault(
                "GET", "/repos/{owner}/{repo}/pulls/{pull_number}", 1, new Fault.Status(404));

        end(good);
        await("a look", () -> scene.state(good) == PullRequestState.MISSING);
        end(anothers);
        await("a look", () -> scene.state(anothers) == PullRequestState.MISSING);

        Task again = scene.server.task(owner, connected);
        PullRequest other = scene.pullRequest(shop, again);
        Execution open = scene.published(owner, again, other.number());
        end(open);
        await("a look", () -> scene.state(open) == PullRequestState.OPEN);
    }

    @Test
    void runIsKnownByItsNameFromTheDelivery() {
        Task task = scene.server.task(owner, connected);
        Execution execution = scene.server.execution(owner, task, null);
        Map<String, Object> run =
                Map.of(
                        "id",
                        77,
                        "run_attempt",
                        1,
                        "event",
                        "repository_dispatch",
                        "display_title",
                        "Pithy Jaunt " + execution.id(),
                        "html_url",
                        scene.gitHub.serverUri() + "/acme/x/actions/runs/77");

        assertTaken(send(run(run, scene.repository())), "ignored", "unknown-run");
        assertThat(stored(execution).run().id()).isNull();

        assertTaken(send(run(run, shop)), "taken", "run");
        assertThat(stored(execution).run())
                .isEqualTo(
                        new Execution.Run(
                                "77", 1, scene.gitHub.serverUri() + "/acme/x/actions/runs/77"));
        assertThat(stored(execution).status()).isEqualTo(Execution.Status.DISPATCHED);

        end(execution);
        assertTaken(send(run(run, shop)), "ignored", "over");
    }

    private static Delivery run(Map<String, Object> run, StandInRepository repository) {
        return StandInHook.delivery(
                "workflow_run",
                Map.of(
                        "action",
                        "requested",
                        "workflow_run",
                        run,
                        "repository",
                        Map.of(
                                "id",
                                repository.id(),
                                "html_url",
                                scene.gitHub.serverUri()
                                        + "/"
                                        + repository.fullName().toUpperCase(Locale.ROOT))));
    }

    private static Execution stored(Execution execution) {
        return scene.server.bean(ExecutionStore.class).find(execution.id()).orElseThrow();
    }

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
        await(
                "a failure",
                () ->
                        scene.count(
                                        "scheduled_tasks",
                                        "task_name = 'issue-wish' and consecutive_failures > 0")
                                > 0);
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
