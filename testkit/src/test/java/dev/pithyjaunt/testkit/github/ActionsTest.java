package dev.pithyjaunt.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class ActionsTest {

    private static final String WORKFLOW =
            """
            name: Deploy
            on:
              repository_dispatch:
                types: [deploy]
              workflow_dispatch:
                inputs:
                  task: {type: string, required: true}
                  model: {type: string, default: small}
            """;
    private static final String DISPATCHES = "/repos/acme/shop/dispatches";
    private static final String RUNS = "/repos/acme/shop/actions/runs";
    private static final String WORKFLOWS = "/repos/acme/shop/actions/workflows";

    @TempDir private Path folder;
    private GitHubStandIn github;
    private StandInRepository shop;
    private Client client;

    @BeforeEach
    void start() {
        TestRepository work =
                TestRepository.create(folder.resolve("work"))
                        .write(".github/workflows/deploy.yml", WORKFLOW);
        work.commit("base");
        github = GitHubStandIn.start(folder.resolve("github"));
        shop = github.create("acme/shop", work);
        client =
                new Client(
                        github,
                        github.fineGrainedToken(
                                "acme", Map.of("contents", "write", "actions", "write")));
    }

    @AfterEach
    void stop() {
        assertThat(github.violations()).isEmpty();
        github.close();
    }

    @Test
    void dispatchOfTypeMakesRunThatStaysQueued() throws IOException {
        var answer =
                client.post(
                        DISPATCHES,
                        Map.of("event_type", "deploy", "client_payload", Map.of("task", "t-1")));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(shop.runs()).hasSize(1);
        StandInRun run = shop.runs().getFirst();
        assertThat(run.status()).isEqualTo("queued");
        assertThat(run.origin().payload().at("/client_payload/task").asString()).isEqualTo("t-1");
        assertThat(run.origin().payload().path("action").asString()).isEqualTo("deploy");
        var listed = client.get(RUNS + "?event=repository_dispatch&status=queued").json();
        assertThat(listed.at("/workflow_runs/0/id").asLong()).isEqualTo(run.id());
        assertThat(client.get(RUNS + "?event=push").json().path("total_count").asInt()).isZero();
    }

    @Test
    void dispatchNobodyListensToMakesNoRun() throws IOException {
        assertThat(client.post(DISPATCHES, Map.of("event_type", "other")).status()).isEqualTo(204);
        assertThat(shop.runs()).isEmpty();
        assertThat(github.dispatches()).extracting(Dispatched::name).containsExactly("other");
    }

    @Test
    void swallowedDispatchMakesNoRun() throws IOException {
        github.swallowDispatches(true);

        assertThat(client.post(DISPATCHES, Map.of("event_type", "deploy")).status()).isEqualTo(204);
        assertThat(shop.runs()).isEmpty();
    }

    @Test
    void payloadIsBounded() throws IOException {
        String large = "x".repeat(65_535);

        var tooLarge =
                client.post(
                        DISPATCHES,
                        Map.of("event_type", "deploy", "client_payload", Map.of("a", large)));

        assertThat(tooLarge.status()).isEqualTo(422);
    }

    @Test
    void handlerExecutesRun() throws Exception {
        LinkedBlockingQueue<StandInRun> done = new LinkedBlockingQueue<>();
        github.onRun(run -> {
            run.start();
            run.title("deploy of t-1");
            run.job("build", "completed", "success");
            run.complete("success");
            done.add(run);
        });

        client.post(DISPATCHES, Map.of("event_type", "deploy"));
        StandInRun run = done.poll(30, TimeUnit.SECONDS);

        assertThat(run).isNotNull();
        var shown = client.get(RUNS + "/" + run.id()).json();
        assertThat(shown.path("status").asString()).isEqualTo("completed");
        assertThat(shown.path("conclusion").asString()).isEqualTo("success");
        assertThat(shown.path("display_title").asString()).isEqualTo("deploy of t-1");
        var jobs = client.get(RUNS + "/" + run.id() + "/jobs").json();
        assertThat(jobs.at("/jobs/0/name").asString()).isEqualTo("build");
    }

    @Test
    void workflowDispatchTellsTheRun() throws IOException {
        var body = Map.of("ref", "main", "inputs", Map.of("task", "t"), "return_run_details", true);

        var answer = client.post(WORKFLOWS + "/deploy.yml/dispatches", body);

        assertThat(answer.status()).isEqualTo(200);
        StandInRun run = shop.runs().getFirst();
        assertThat(answer.json().path("workflow_run_id").asLong()).isEqualTo(run.id());
        assertThat(run.origin().payload().at("/inputs/model").asString()).isEqualTo("small");
    }

    @Test
    void oldServerKnowsNoRunDetails() throws IOException {
        github.oldServer(true);
        var body = Map.of("ref", "main", "inputs", Map.of("task", "t"), "return_run_details", true);

        assertThat(client.post(WORKFLOWS + "/deploy.yml/dispatches", body).status()).isEqualTo(422);
        assertThat(
                        client.post(
                                        WORKFLOWS + "/deploy.yml/dispatches",
                                        Map.of("ref", "main", "inputs", Map.of("task", "t")))
                                .status())
                .isEqualTo(204);
    }

    @Test
    void unknownOrMissingInputIsRefused() throws IOException {
        var unknown = Map.of("ref", "main", "inputs", Map.of("task", "t", "other", "x"));

        assertThat(client.post(WORKFLOWS + "/deploy.yml/dispatches", unknown).message())
                .isEqualTo("Unexpected inputs provided: [\"other\"]");
        assertThat(
                        client.post(WORKFLOWS + "/deploy.yml/dispatches", Map.of("ref", "main"))
                                .message())
                .isEqualTo("Required input 'task' not provided");
    }

    @Test
    void cancelCallsTheRunsHandlerOnce() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        github.onRun(run -> {
            run.onCancel(() -> {
                run.complete("cancelled");
                cancelled.countDown();
            });
            run.start();
            started.countDown();
        });
        client.post(DISPATCHES, Map.of("event_type", "deploy"));
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        String run = RUNS + "/" + shop.runs().getFirst().id();

        assertThat(client.ask("POST", run + "/cancel", null, Map.of()).status()).isEqualTo(202);
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.ask("POST", run + "/cancel", null, Map.of()).status()).isEqualTo(409);
        assertThat(client.get(run).json().path("conclusion").asString()).isEqualTo("cancelled");
    }

    @Test
    void dispatchNeedsPermission() throws IOException {
        Client reader =
                new Client(github, github.fineGrainedToken("acme", Map.of("contents", "read")));

        var answer = reader.post(DISPATCHES, Map.of("event_type", "deploy"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo("Resource not accessible by personal access token");
        assertThat(github.dispatches()).isEmpty();
    }
}
