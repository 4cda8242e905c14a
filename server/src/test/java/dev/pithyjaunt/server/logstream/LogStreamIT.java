package dev.pithyjaunt.server.logstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Outcome;
import dev.pithyjaunt.protocol.event.FileKind;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.DatabaseKind;
import dev.pithyjaunt.server.TestRunner;
import dev.pithyjaunt.server.TestServer;
import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.Executions;
import dev.pithyjaunt.server.logstream.SseClient.Event;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.task.Task;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

@ParameterizedClass(name = "{0}")
@EnumSource
// The checker does not know what runs before each invocation of a parameterized class.
@SuppressWarnings("NullAway.Init")
class LogStreamIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestServer server;

    @Parameter DatabaseKind kind = DatabaseKind.SQLITE;

    private Person owner;
    private Task task;
    private Execution execution;
    private TestRunner runner;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) throws IOException {
        server = new TestServer(kind, Files.createTempDirectory("stream"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void build() {
        owner = server.member();
        task = server.task(owner, server.repository(owner));
        begin();
    }

    private void begin() {
        Secret secret = Secret.random();
        execution = server.execution(owner, task, secret.text());
        runner = TestRunner.of(server, execution, secret);
    }

    private void say(int first, int last) {
        String[] texts =
                IntStream.rangeClosed(first, last)
                        .mapToObj(i -> "line " + i)
                        .toArray(String[]::new);
        assertThat(runner.send(runner.lines(first, texts)).status()).isEqualTo(200);
    }

    private void end() {
        server.bean(Executions.class)
                .end(execution.id(), new Execution.Ending(Outcome.READY, null, null));
        server.bean(LogSignals.class).signal(execution.id());
    }

    private SseClient stream(String query, @Nullable String lastEventId) throws Exception {
        return new SseClient(address("/logs/stream" + query), owner.token(), lastEventId);
    }

    private URI address(String rest) {
        return server.address().resolve("/api/task/" + task.id() + rest);
    }

    private HttpResponse<String> get(Person who, String rest) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(address(rest))
                        .header("Authorization", "Bearer " + who.token())
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().filter(event -> event.name().equals("log")).map(Event::id).toList();
    }

    @Test
    void streamTellsStatusThenLinesAsTheyComeThenTheEnd() throws Exception {
        say(1, 2);
        try (SseClient stream = stream("", null)) {
            assertThat(stream.response().headers().map())
                    .containsEntry("x-accel-buffering", List.of("no"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("content-type", List.of("text/event-stream;charset=utf-8"));
            Event status = stream.next();
            assertThat(status.name()).isEqualTo("status");
            assertThat(status.id()).isEmpty();
            assertThat(status.data())
                    .contains("\"taskStatus\":\"running\"", "\"executionStatus\":\"dispatched\"")
                    .doesNotContain("outcome");
            assertThat(stream.next())
                    .isEqualTo(
                            new Event(
                                    "log",
                                    "1",
                                    "{\"position\":1,\"phase\":\"generate\",\"sequence\":1,\"at\":\"2026-11-22T12:00:00Z\",\"level\":\"info\",\"text\":\"line 1\"}"));
            assertThat(stream.next().id()).isEqualTo("2");

            runner.send(runner.event("task.started", Map.of()));
            assertThat(stream.next("status").data()).contains("\"executionStatus\":\"running\"");
            long said = System.nanoTime();
            say(3, 3);
            assertThat(stream.next("log").id()).isEqualTo("3");
            assertThat(System.nanoTime() - said).isLessThan(1_000_000_000L);

            runner.send(
                    runner.event("task.completed", Map.of("branchName", "pj/x", "logs", "bye")));
            List<Event> rest = stream.rest();
            assertThat(rest).extracting(Event::name).containsExactly("log", "status", "eof");
            assertThat(rest.get(1).data())
                    .contains(
                            "\"taskStatus\":\"completed\"",
                            "\"outcome\":\"ready\"",
                            "\"branch\":\"pj/x\"");
            assertThat(rest.get(2).data()).isEqualTo("{\"lastPosition\":4}");
        }
    }

    @Test
    void resumedStreamsLoseNothingAndRepeatNothing() throws Exception {
        List<String> seen = new ArrayList<>();
        Thread speaker =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int first = 1; first <= 60; first += 3) {
                                say(first, first + 2);
                            }
                            end();
                        });
        String last = null;
        boolean isOver = false;
        while (!isOver) {
            try (SseClient stream = stream("", last)) {
                for (int lines = 0; lines < 7 && !isOver; ) {
                    Event event = stream.next();
                    isOver = event.name().equals("eof");
                    if (event.name().equals("log")) {
                        seen.add(event.id());
                        last = event.id();
                        lines++;
                    }
                }
            }
        }
        speaker.join();

        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, 60).mapToObj(Integer::toString).toList());
    }

    @Test
    void endedExecutionIsSentWholeFromAnyPosition() throws Exception {
        say(1, 1_200);
        end();

        try (SseClient stream = stream("?lastEventId=1190", null)) {
            List<Event> all = stream.rest();
            assertThat(ids(all))
                    .isEqualTo(
                            IntStream.rangeClosed(1_191, 1_200)
                                    .mapToObj(Integer::toString)
                                    .toList());
            assertThat(all.getLast().name()).isEqualTo("eof");
        }
        try (SseClient stream = stream("?lastEventId=5", "1199")) {
            assertThat(ids(stream.rest())).containsExactly("1200");
        }
        try (SseClient stream = stream("", null)) {
            assertThat(ids(stream.rest())).hasSize(1_200);
        }
    }

    @Test
    void positionBeyondTheLogIsToldAsAGap() throws Exception {
        say(1, 2);
        end();

        try (SseClient stream = stream("", "7")) {
            List<Event> all = stream.rest();
            assertThat(all)
                    .extracting(Event::name)
                    .containsExactly("status", "gap", "log", "log", "eof");
            assertThat(all.get(1).data()).isEqualTo("{\"after\":7,\"next\":1}");
        }
    }

    @Test
    void executionsAreNotMixed() throws Exception {
        say(1, 1);
        Execution first = execution;
        end();
        begin();
        runner.send(runner.lines(1, "of the second"));
        end();

        assertThat(get(owner, "/logs").body()).contains("of the second").doesNotContain("line 1");
        assertThat(get(owner, "/logs?execution=" + first.id()).body())
                .contains("line 1")
                .doesNotContain("of the second");
        try (SseClient stream = stream("?execution=" + first.id(), null)) {
            assertThat(stream.next("log").data()).contains("line 1");
            assertThat(ids(stream.rest())).isEmpty();
        }
        try (SseClient stream = stream("", null)) {
            assertThat(stream.next("log").data()).contains("of the second");
        }
        Task other = server.task(owner, server.repository(owner));
        Execution foreign = server.execution(owner, other, Secret.random().text());
        assertThat(get(owner, "/logs?execution=" + foreign.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void foreignTaskIsNotFoundAndAnAdministratorSeesAll() throws Exception {
        say(1, 1);
        Person other = server.member();

        for (String path :
                List.of(
                        "/logs",
                        "/logs/stream",
                        "/logs/download",
                        "/patch",
                        "/evidence",
                        "/transcript")) {
            assertThat(get(other, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get(server.administrator(), "/logs").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesGoOnAfterAPosition() throws Exception {
        say(1, 5);

        HttpResponse<String> page = get(owner, "/logs?after=1&limit=2");

        assertThat(page.body())
                .startsWith(
                        "{\"executionId\":\"%s\",\"items\":[{\"position\":2,"
                                .formatted(execution.id()))
                .contains("\"text\":\"line 3\"")
                .endsWith("\"lastPosition\":5,\"logExpired\":false}")
                .doesNotContain("line 4");
        assertThat(get(owner, "/logs?limit=1001").statusCode()).isEqualTo(422);
        assertThat(get(owner, "/logs?after=-1").statusCode()).isEqualTo(422);
        assertThat(get(owner, "/logs/stream?lastEventId=x").statusCode()).isEqualTo(422);
    }

    @Test
    void wholeFilesAreDownloaded() throws Exception {
        say(1, 1_500);
        byte[] patch = "diff --git a/é b/é\n".getBytes(StandardCharsets.UTF_8);
        runner.put(FileKind.PATCH, patch);

        HttpResponse<String> log = get(owner, "/logs/download");

        assertThat(log.headers().firstValue("content-type")).hasValue("text/plain;charset=utf-8");
        assertThat(log.body().lines()).hasSize(1_500);
        assertThat(log.body()).startsWith("2026-11-22T12:00:00Z generate info line 1\n");
        assertThat(get(owner, "/patch").body().getBytes(StandardCharsets.UTF_8)).isEqualTo(patch);
        assertThat(get(owner, "/evidence").statusCode()).isEqualTo(404);
    }

    @Test
    void missingLinesAreToldAsAGap() throws Exception {
        say(1, 2);
        say(3, 4);
        server.bean(Database.class)
                .write(sql ->
                        sql.sql(
                                        """
                                        delete from log_chunk
                                        where execution_id = :id and first_position = 1
                                        """)
                                .param("id", execution.id())
                                .update());
        end();

        try (SseClient stream = stream("", null)) {
            assertThat(stream.next("gap").data()).isEqualTo("{\"after\":0,\"next\":3}");
            assertThat(ids(stream.rest())).containsExactly("3", "4");
        }
    }

    @Test
    void logThatIsNotKeptAnyMoreIsSaidToBe() throws Exception {
        say(1, 3);
        end();
        server.bean(Database.class)
                .write(sql ->
                        sql.sql("delete from log_chunk where execution_id = :id")
                                .param("id", execution.id())
                                .update());

        assertThat(get(owner, "/logs").body())
                .endsWith("\"items\":[],\"lastPosition\":3,\"logExpired\":true}");
        assertThat(get(owner, "/logs?after=3").body()).endsWith("\"logExpired\":false}");
        assertThat(get(owner, "/logs/download").body())
                .isEqualTo("(Lines 1 to 3 are not kept any more.)\n");
        try (SseClient stream = stream("", null)) {
            assertThat(stream.next("gap").data()).isEqualTo("{\"after\":0,\"next\":4}");
            assertThat(stream.next("eof").data()).isEqualTo("{\"lastPosition\":3}");
        }
    }

    @Test
    void whatAnotherServerCommitsIsSeenWithinItsSecond() throws Exception {
        try (SseClient stream = stream("", null)) {
            stream.next("status");
            server.bean(LogStore.class)
                    .append(
                            new LogBatch(
                                    execution.id(),
                                    1,
                                    "generate",
                                    1,
                                    List.of(new LogLine(server.now(), "info", "unsignalled"))));
            assertThat(stream.next("log").data()).contains("unsignalled");
        }
    }

    @Test
    void streamEndsSoonAfterItsTokenIsRevoked() throws Exception {
        try (SseClient stream = stream("", null)) {
            stream.next("status");
            server.revoke(owner);
            assertThat(stream.rest()).extracting(Event::name).doesNotContain("log", "eof");
        }
    }

    @Test
    void streamsEndWhenTheServerStops() throws Exception {
        try (SseClient stream = stream("", null)) {
            stream.next("status");
            LogSignals signals = server.bean(LogSignals.class);
            signals.stop();
            try {
                assertThat(stream.rest()).isEmpty();
            } finally {
                signals.start();
            }
        }
    }

    @Test
    void idleStreamIsKeptOpenByComments() throws Exception {
        try (SseClient stream = stream("", null)) {
            assertThat(stream.next("comment").data()).isEmpty();
        }
    }
}
