package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.logstream.SseClient;
import dev.pithyjaunt.server.task.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Two servers on one PostgreSQL, each with a folder of its own.
@Timeout(180)
class SeveralServersIT {

    /// The table is looked at once a second; the machine may be busy.
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir Path folder = Path.of(".");

    @Test
    void eitherTakesEventsOfTheOthersExecutionAndShowsWhatTheOtherTook() throws Exception {
        Map<String, String> settings = new HashMap<>(DatabaseKind.POSTGRESQL.fresh());
        settings.put("JAUNT_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        try (TestServer one =
                        new TestServer(DatabaseKind.POSTGRESQL, folder.resolve("one"), settings);
                TestServer other =
                        new TestServer(DatabaseKind.POSTGRESQL, folder.resolve("two"), settings)) {
            TestServer.Person jo = one.member();
            Task task = one.task(jo, one.repository(jo));
            Secret secret = Secret.random();
            Execution execution = one.execution(jo, task, secret.text());
            TestRunner toOne = TestRunner.of(one, execution, secret);
            TestRunner toOther = TestRunner.of(other, execution, secret);
            URI stream = other.address().resolve("/api/task/" + task.id() + "/logs/stream");

            try (SseClient events = new SseClient(stream, jo.token(), null)) {
                events.next("status");
                long start = System.nanoTime();
                assertThat(toOne.send(toOne.lines(1, "by one")).status()).isEqualTo(200);
                assertThat(events.next("log").data()).contains("by one");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);

                assertThat(
                                toOther.send(toOther.lines(2, "by the other"))
                                        .json()
                                        .get("nextSequence"))
                        .isEqualTo(3);
                assertThat(events.next("log").data()).contains("by the other");

                String last = toOne.event("task.completed", Map.of());
                assertThat(toOne.send("the-last", last).status()).isEqualTo(200);
                assertThat(events.next("eof").data())
                        .isEqualTo(Json.line(Map.of("lastPosition", 2)));
                // A sender that tries again elsewhere is told the same.
                assertThat(toOther.send("the-last", last).status()).isEqualTo(200);
            }

            for (TestServer server : new TestServer[] {one, other}) {
                assertThat(
                                server.bean(SchedulerClient.class)
                                        .getScheduledExecutionsForTask("retention"))
                        .hasSize(1);
            }
        }
    }
}
