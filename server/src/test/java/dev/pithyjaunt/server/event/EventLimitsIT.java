package dev.pithyjaunt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestRunner.Answer;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.repository.ConnectedRepository;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// How much of whom is taken, and what is counted of it.
@SuppressWarnings("NullAway.Init") // The checker does not know what runs before each test.
class EventLimitsIT {

    @TempDir private static Path folder;
    private static TestServer server;

    private Person owner;
    private ConnectedRepository repository;
    private Execution execution;
    private TestRunner runner;

    @BeforeAll
    static void start() {
        server =
                new TestServer(
                        DatabaseKind.SQLITE,
                        folder,
                        Map.of(
                                "JAUNT_EVENTS_OF_REPOSITORY_PER_SECOND", "2",
                                "JAUNT_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void build() {
        owner = server.member();
        repository = server.repository(owner);
        execution = execution(repository);
        runner = runner(execution);
    }

    private Execution execution(ConnectedRepository of) {
        return server.execution(owner, server.task(owner, of), null);
    }

    private static TestRunner runner(Execution execution) {
        return TestRunner.of(
                server,
                execution,
                Secret.ofRepository(Secret.of(TestServer.MASTER_SECRET), execution.repositoryId()));
    }

    private static double refused(Refusal refusal) {
        return server.bean(MeterRegistry.class)
                .get("pithyjaunt.events.refused")
                .tag("reason", refusal.word())
                .counter()
                .count();
    }

    private static double taken() {
        return server.bean(MeterRegistry.class).get("pithyjaunt.events.taken").counter().count();
    }

    /// Sends until it is told to wait.
    private static Answer flood(Supplier<Answer> send) {
        Answer answer = send.get();
        for (int i = 0; i < 500 && answer.status() != 429; i++) {
            answer = send.get();
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().get("type")).isEqualTo("urn:pithy-jaunt:too-many-requests");
        assertThat(answer.headers().get("retry-after")).containsExactly("1");
        return answer;
    }

    private static String progress(TestRunner of) {
        return of.event("task.progress", Map.of());
    }

    @Test
    void executionsOfARepositoryShareItsLimitAndThoseOfOthersDoNot() {
        TestRunner sibling = runner(execution(repository));
        TestRunner other = runner(execution(server.repository(owner)));
        double before = refused(Refusal.TOO_MANY_OF_REPOSITORY);

        String lines = runner.lines(1, "a");
        assertThat(runner.send("first", progress(runner)).status()).isEqualTo(200);
        assertThat(runner.send(lines).status()).isEqualTo(200);
        Answer _ = flood(() -> runner.send(progress(runner)));
        Answer _ = flood(() -> sibling.send(progress(sibling)));

        assertThat(refused(Refusal.TOO_MANY_OF_REPOSITORY)).isGreaterThanOrEqualTo(before + 2);
        assertThat(other.send(progress(other)).status()).isEqualTo(200);
        // A repeat is known before anything else is judged: these are far more than two a second.
        for (int i = 0; i < 30; i++) {
            assertThat(runner.send("first", progress(runner)).status()).isEqualTo(200);
            assertThat(runner.send(lines).status()).isEqualTo(200);
        }
        Answer _ = flood(() -> runner.send(progress(runner)));
    }

    @Test
    void whoSendsUnsignedEventsUsesUpTheirOwnAllowance() {
        String body = progress(runner);
        double before = refused(Refusal.TOO_MANY_OF_STRANGER);

        Answer _ = flood(() -> runner.sendFrom("10.0.0.1", body, false));

        assertThat(refused(Refusal.TOO_MANY_OF_STRANGER)).isEqualTo(before + 1);
        assertThat(runner.sendFrom("10.0.0.2", body, false).status()).isEqualTo(401);
        assertThat(runner.sendFrom("10.0.0.1", body, true).status()).isEqualTo(200);
        // Only the proxy is believed, not what others told it. An address of its own might send
        // more
        // often than this, and one more is let through each half second.
        assertThat(IntStream.range(0, 20))
                .as("refused soon")
                .anyMatch(_ -> runner.sendFrom("10.0.0.3, 10.0.0.1", body, false).status() == 429);
    }

    @Test
    void whoSignsWronglyLeavesTimeToFindOutWhoElseSigned() {
        TestRunner stranger = runner.withSecret(Secret.random());
        Answer _ = flood(() -> stranger.sendFrom("10.0.1.1", progress(runner), true));

        String unknown = runner.event("task.progress", Map.of("executionId", Id.next()));
        assertThat(runner.sendFrom("10.0.1.2", unknown, true).status()).isEqualTo(404);
    }

    @Test
    void deliveriesAreCountedByWhatCameOfThem() {
        double taken = taken();
        double malformed = refused(Refusal.MALFORMED);
        double wrong = refused(Refusal.WRONG_SIGNATURE);
        double missing = refused(Refusal.MISSING_HEADER);
        double unknown = refused(Refusal.UNKNOWN_EXECUTION);
        double over = refused(Refusal.OVER);

        runner.send(runner.lines(1, "a"));
        runner.send(runner.event("task.danced", Map.of()));
        runner.withSecret(Secret.random()).sendFrom("10.0.2.1", progress(runner), true);
        runner.sendFrom("10.0.2.1", "no JSON", false);
        runner.sendFrom(
                "10.0.2.1", runner.event("task.progress", Map.of("executionId", Id.next())), true);
        server.bean(Executions.class)
                .end(
                        execution.id(),
                        Execution.Ending.failed(
                                dev.pithyjaunt.protocol.ExecutionError.Category.CANCELLED, "so"));
        runner.send(runner.lines(2, "b"));

        assertThat(taken()).isEqualTo(taken + 1);
        assertThat(refused(Refusal.MALFORMED)).isEqualTo(malformed + 1);
        assertThat(refused(Refusal.WRONG_SIGNATURE)).isEqualTo(wrong + 1);
        assertThat(refused(Refusal.MISSING_HEADER)).isEqualTo(missing + 1);
        assertThat(refused(Refusal.UNKNOWN_EXECUTION)).isEqualTo(unknown + 1);
        assertThat(refused(Refusal.OVER)).isEqualTo(over + 1);
    }

    @Test
    void nothingOfWhatASenderSaysBecomesATag() {
        runner.sendFrom("10.0.3.1", "{\"executionId\":\"chosen\",\"type\":\"chosen\"}", false);

        assertThat(server.bean(MeterRegistry.class).getMeters())
                .map(Meter::getId)
                .filteredOn(id -> id.getName().startsWith("pithyjaunt.events."))
                .flatMap(Meter.Id::getTags)
                .extracting(Tag::getKey, Tag::getValue)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Refusal.values())
                                .map(refusal ->
                                        org.assertj.core.groups.Tuple.tuple(
                                                "reason", refusal.word()))
                                .toList());
    }
}
