package dev.pithyjaunt.server.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;
import dev.pithyjaunt.testkit.TestRepository;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInRepository;
import dev.pithyjaunt.testkit.github.StandInRun;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Runs that hold no secret say who they are; whose word is taken.
class IdentityIT {

    private static final String OURS = ".github/workflows/pithy-jaunt-execute.yml";

    @TempDir private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<StandInRun> runs = new ArrayBlockingQueue<>(10);
    private GitHubStandIn gitHub;
    private TestServer server;
    private TestServer.Person owner;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start(folder.resolve("github")).onRun(runs::add);
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder.resolve("server"),
                        Map.of(
                                "GITHUB_SERVER_URL", gitHub.serverUri().toString(),
                                "GITHUB_TOKEN", gitHub.classicToken("ada", "repo")));
        owner = server.member();
    }

    @AfterEach
    void stop() {
        server.close();
        gitHub.close();
        http.close();
    }

    private StandInRepository repository(String name, String workflow) {
        TestRepository checkout = TestRepository.create(folder.resolve(name));
        checkout.write(
                workflow,
                "name: W\non: {repository_dispatch: {types: [go]}}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo}]}}\n");
        checkout.commit("base");
        return gitHub.create("ada/" + name, checkout);
    }

    private ConnectedRepository connected(String name) {
        ConnectedRepository plain = server.repository(owner);
        return server.bean(RepositoryStore.class)
                .add(
                        new ConnectedRepository(
                                dev.pithyjaunt.protocol.Id.next(),
                                owner.account().id(),
                                name,
                                gitHub.serverUri() + "/ada/" + name,
                                "main",
                                true,
                                null,
                                false,
                                null,
                                ConnectedRepository.Backend.GITHUB_ACTIONS,
                                plain.createdAt(),
                                plain.updatedAt()));
    }

    private StandInRun run(StandInRepository repository) throws Exception {
        HttpRequest dispatch =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/repos/%s/dispatches"
                                                .formatted(gitHub.apiUri(), repository.fullName())))
                        .header(
                                "Authorization",
                                "Bearer " + gitHub.classicToken("ada", "repo", "workflow"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"event_type\": \"go\"}"))
                        .build();
        assertThat(http.send(dispatch, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        StandInRun run = runs.poll(10, TimeUnit.SECONDS);
        assertThat(run).isNotNull();
        return run;
    }

    private String identity(StandInRun run, String audience) throws Exception {
        Map<String, String> environment = run.idTokenEnvironment();
        URI uri =
                URI.create(
                        environment.get("ACTIONS_ID_TOKEN_REQUEST_URL")
                                + "&audience="
                                + URLEncoder.encode(audience, StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header(
                                "Authorization",
                                "Bearer " + environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN"))
                        .build();
        return Json.tree("token", http.send(request, BodyHandlers.ofByteArray()).body())
                .path("value")
                .asString();
    }

    private String identity(StandInRun run) throws Exception {
        return identity(run, server.address().toString());
    }

    private HttpResponse<byte[]> introduce(Execution execution, String bearer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                server.address()
                                        .resolve(
                                                "/api/execution/%s/secret"
                                                        .formatted(execution.id())))
                        .POST(BodyPublishers.noBody());
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return Json.tree("answer", response.body());
    }

    private Execution execution(ConnectedRepository of) {
        return server.execution(owner, server.task(owner, of), null);
    }

    @Test
    void firstRunGetsTheSecretAndNoOtherRunDoes() throws Exception {
        StandInRepository greetings = repository("greetings", OURS);
        Execution execution = execution(connected("greetings"));
        StandInRun run = run(greetings);

        HttpResponse<byte[]> first = introduce(execution, identity(run));
        HttpResponse<byte[]> again = introduce(execution, identity(run));

        assertThat(first.statusCode()).isEqualTo(200);
        String secret = json(first).path("eventSecret").asString();
        assertThat(secret).startsWith("whsec_");
        assertThat(json(again).path("eventSecret").asString()).isEqualTo(secret);
        ExecutionStore store = server.bean(ExecutionStore.class);
        assertThat(store.findSecret(execution.id())).contains(secret);
        assertThat(store.find(execution.id()).orElseThrow().run().id())
                .isEqualTo(Long.toString(run.id()));
        assertThat(introduce(execution, identity(run(greetings))).statusCode()).isEqualTo(404);
    }

    @Test
    void whoIsNobodyGetsNothing() throws Exception {
        StandInRepository greetings = repository("greetings", OURS);
        StandInRepository other = repository("other", OURS);
        StandInRepository elsewhere = repository("elsewhere", ".github/workflows/mine.yml");
        Execution execution = execution(connected("greetings"));
        Execution ofElsewhere = execution(connected("elsewhere"));
        String good = identity(run(greetings));

        assertThat(introduce(execution, "").statusCode()).isEqualTo(401);
        assertThat(introduce(execution, "no.token.atall").statusCode()).isEqualTo(401);
        assertThat(
                        introduce(execution, good.substring(0, good.length() - 8) + "AAAAAAAA")
                                .statusCode())
                .isEqualTo(401);
        assertThat(
                        introduce(execution, identity(run(greetings), "https://other.example"))
                                .statusCode())
                .isEqualTo(401);
        assertThat(introduce(execution, identity(run(other))).statusCode()).isEqualTo(404);
        assertThat(introduce(ofElsewhere, identity(run(elsewhere))).statusCode()).isEqualTo(401);
        server.setAhead(Duration.ofMinutes(7));
        assertThat(introduce(execution, good).statusCode()).isEqualTo(401);
        assertThat(server.bean(ExecutionStore.class).findSecret(execution.id())).isEmpty();
        assertThat(
                        server.bean(MeterRegistry.class)
                                .get("pithyjaunt.events.refused")
                                .tag("reason", "not-identified")
                                .counter()
                                .count())
                .isEqualTo(7);
    }
}
