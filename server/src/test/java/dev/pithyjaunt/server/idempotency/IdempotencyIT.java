package dev.pithyjaunt.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.server.Browser;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ParameterizedClass(name = "{0}")
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyIT {

    @TempDir static Path folder = Path.of(".");

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    @SuppressWarnings("NullAway.Init") // set by start(), which NullAway does not know
    private TestServer server;

    private Person ada;
    private ConnectedRepository repository;
    private Browser program;
    private String body;

    @BeforeParameterizedClassInvocation
    void start() {
        server = new TestServer(kind, folder.resolve("data-" + kind), Map.of());
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        server.setAhead(Duration.ZERO);
        ada = server.member();
        repository = server.repository(ada);
        program = programOf(ada);
        body = Json.line(Map.of("repositoryId", repository.id(), "description", "Add a door"));
    }

    @AfterEach
    void leave() {
        program.close();
    }

    private Browser programOf(Person person) {
        return new Browser(server.address()).withToken(person.token());
    }

    private static Browser.Answer post(Browser from, String path, String body, String key) {
        return from.send("POST", path, body, Map.of("Idempotency-Key", key));
    }

    private Browser.Answer create(String key) {
        return post(program, "/api/task", body, key);
    }

    private long tasks() {
        return server.bean(Database.class)
                .read(sql ->
                        sql.sql("select count(*) from task where repository_id = :id")
                                .param("id", repository.id())
                                .query(Long.class)
                                .single());
    }

    @Test
    void repeatIsAnsweredTheSameAndMakesNoSecondTask() {
        Browser.Answer first = create("key 1");
        Browser.Answer repeat = create("key 1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(repeat.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void anotherKeyOrNoneMakesAnotherTask() {
        create("one");
        create("two");
        program.send("POST", "/api/task", body);

        assertThat(tasks()).isEqualTo(3);
    }

    @Test
    void keyWithAnotherBodyIsRefused() {
        create("key");

        Browser.Answer other = post(program, "/api/task", body + " ", "key");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.field("type")).isEqualTo("urn:pithy-jaunt:idempotency-mismatch");
        assertThat(other.field("instance")).isEqualTo("/api/task");
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void keyIsOneOfItsAccountAndPath() {
        String task = create("key").field("id");

        assertThat(post(program, "/api/task/" + task + "/execute", "", "key").status())
                .isEqualTo(202);
        try (Browser eve = programOf(server.member())) {
            assertThat(post(eve, "/api/task", body, "key").status()).isEqualTo(422);
        }
    }

    @Test
    void executionIsBegunOnce() {
        Task task = server.task(ada, repository);
        String path = "/api/task/" + task.id() + "/execute";

        Browser.Answer first = post(program, path, "", "go");
        Browser.Answer repeat = post(program, path, "", "go");

        assertThat(first.status()).isEqualTo(202);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(server.bean(ExecutionStore.class).listOfTask(task.id())).hasSize(1);
    }

    @Test
    void refusalKeepsNoKey() {
        assertThat(post(program, "/api/task", "{\"description\": \"x\"}", "key").status())
                .isEqualTo(422);

        assertThat(create("key").status()).isEqualTo(201);
    }

    @Test
    void keyIsForgottenAfterADay() {
        String first = create("key").field("id");
        server.setAhead(Duration.ofHours(24).minusMinutes(1));
        assertThat(create("key").field("id")).isEqualTo(first);

        server.setAhead(Duration.ofHours(24).plusMinutes(1));

        assertThat(create("key").field("id")).isNotEqualTo(first);
        assertThat(create("key").header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void oldKeysAreDeletedByTheJob() {
        create("key");
        server.setAhead(Duration.ofHours(25));
        create("other");

        assertThat(server.bean(AnswerStore.class).forgetOld()).isPositive();

        assertThat(server.bean(AnswerStore.class).forgetOld()).isZero();
        assertThat(create("other").header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void keyThatIsNoneIsRefused() {
        for (String wrong : List.of("", "x".repeat(256), "a\tb")) {
            Browser.Answer answer = create(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.body())
                    .contains("{\"field\":\"Idempotency-Key\",\"message\":\"expected 1 to 255");
        }
        assertThat(post(program, "/api/token", "{\"name\":\"x\"}", "key").field("detail"))
                .isEqualTo(
                        "Idempotency-Key: is not taken here: the answer holds a secret, which is not kept");
        assertThat(tasks()).isZero();
    }

    @Test
    void manyAtOnceHaveOneEffect() throws Exception {
        String key = Id.next();
        List<Browser.Answer> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Browser.Answer>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(pool.submit(() -> create(key)));
            }
            for (Future<Browser.Answer> one : all) {
                answers.add(one.get());
            }
        }

        assertThat(tasks()).isEqualTo(1);
        String made = create(key).body();
        assertThat(answers)
                .allSatisfy(answer -> {
                    if (answer.status() == 409) {
                        assertThat(answer.field("type"))
                                .isEqualTo("urn:pithy-jaunt:idempotency-in-progress");
                        assertThat(answer.header("Retry-After")).isEqualTo("1");
                    } else {
                        assertThat(answer.body()).isEqualTo(made);
                    }
                })
                .anyMatch(answer -> answer.status() == 201);
    }

    @Test
    void whatIsTakenBackBeforeTheCommitLeavesNeitherEffectNorKey() {
        Database database = server.bean(Database.class);
        RequestKey key = new RequestKey(ada.account().id(), "/api/task", "key");
        AnswerStore answers = server.bean(AnswerStore.class);

        try (var _ = database.joinWrites(sql -> answers.take(sql, key, "fingerprint"))) {
            server.task(ada, repository);
            assertThat(tasks()).isEqualTo(1);
        }

        assertThat(tasks()).isZero();
        assertThat(answers.find(key)).isEmpty();
        assertThat(create("key").status()).isEqualTo(201);
    }
}
